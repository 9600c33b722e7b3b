import { textAt } from '../../../discover/walk/untyped.ts';
import { ClusterError, ConflictError, type Violation } from '../../../errors.ts';
import type { ClusterAnswer, ClusterClient } from '../../cluster/cluster-client.ts';
import { FIELD_MANAGER } from './apply-configuration.ts';
import { conflictsIn } from './conflicts.ts';

/** What is to be applied to an object that exists. */
export type ApplyWork = {
  /** `APIService v1.demo.kx.dev`. */
  readonly label: string;
  readonly path: string;
  /** JSON, which is YAML as well. */
  readonly body: string;
};

type ApplyManner = {
  /** Whether fields are taken over from other managers. */
  readonly force: boolean;
  readonly dryRun: boolean;
};

/**
 * Applies objects one after the other.
 *
 * @returns the fields that other managers have; a run that is no dry one stops at the first such object
 * @throws ClusterError where the server refuses; it says what was changed before. ConflictError for an object that
 *   was deleted meanwhile
 */
export async function applyAll(
  client: ClusterClient,
  work: readonly ApplyWork[],
  { force, dryRun }: ApplyManner,
): Promise<readonly Violation[]> {
  const query = new URLSearchParams({
    fieldManager: FIELD_MANAGER,
    force: String(force),
    ...(dryRun ? { dryRun: 'All' } : {}),
  });
  const conflicts: Violation[] = [];
  const done: string[] = [];
  for (const { label, path, body } of work) {
    const contentType = 'application/apply-patch+yaml';
    const answer = await client.patch(`${path}?${query}`, { body, contentType });
    const found = conflictsIn(label, answer);
    conflicts.push(...found);
    if (found.length === 0 && !answer.ok) throw refused(label, answer, done);
    if (found.length > 0 && !dryRun) break;
    if (!dryRun) done.push(label);
  }
  if (conflicts.length > 0 && done.length > 0) throw late(conflicts, done);
  return conflicts;
}

/** A field that got another manager between the two looks at it. */
function late(violations: readonly Violation[], done: readonly string[]): ConflictError {
  return new ConflictError(`a field got another manager meanwhile; changed before: ${done.join(', ')}`, {
    hint: 'run the same command again',
    violations,
  });
}

function refused(label: string, { status, received }: ClusterAnswer, done: readonly string[]): Error {
  const before = done.length === 0 ? 'nothing was written' : `changed before: ${done.join(', ')}`;
  const says = textAt(received, 'message') ?? `status ${status}`;
  if (status === 409 || status === 404) {
    return new ConflictError(`${label} was deleted or made anew meanwhile; ${before}`, {
      hint: 'run the same command again',
    });
  }
  return new ClusterError(`the server refuses the caBundle of ${label}: ${says}; ${before}`);
}
