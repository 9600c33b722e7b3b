import { ConflictError } from '../../errors.ts';
import type { Plan, PlannedFile } from '../../write/plan.ts';
import { planWrites } from '../../write/plan-writes.ts';
import { readTarget } from '../../write/read-target.ts';
import { sha256Of } from '../../write/sha256.ts';
import type { TargetEntry } from '../../write/target.ts';
import { type CertificateDirectory, nameIn } from '../directory/certificate-directory.ts';
import type { RotationStep } from './rotation-step.ts';
import { modeOf } from './unchanged-step.ts';

/**
 * Plans what a stage writes and removes.
 *
 * @param force replaces also what kx did not put into next/ and old/
 * @throws ConflictError where something is in the way there
 */
export function planStep(directory: CertificateDirectory, step: RotationStep, force: boolean): Plan {
  const { files, removed } = step;
  const target = readTarget(directory.root, [...files, ...removed.map((path) => ({ path }))]);
  const written = planWrites(files, target);
  if (!force && !step.isDone) refuseStrange(directory, written);
  const deleted = removed.flatMap((path) => planRemoval(path, target.entries.get(path)));
  return {
    ...written,
    files: [...written.files, ...deleted].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function planRemoval(path: string, entry: TargetEntry | undefined): readonly PlannedFile[] {
  if (entry?.kind !== 'file') return [];
  const { text: before, mode: beforeMode, isText } = entry;
  const gone = { path, action: 'delete', text: '', mode: modeOf(path), sha256: sha256Of('') } as const;
  return [{ ...gone, before, beforeMode, ...(isText ? {} : { isBinary: true }) }];
}

function refuseStrange(directory: CertificateDirectory, { files }: Plan): void {
  const strange = files.filter(({ path, action }) => action === 'change' && /^(?:next|old)\//.test(path));
  if (strange.length === 0) return;
  throw new ConflictError(
    `${directory.named} has files where kx keeps the other CA of a rotation; nothing was written`,
    {
      hint: 'look at them and move them away, or replace them with --force',
      violations: strange.map(({ path }) => ({ path: nameIn(directory, path), message: 'is in the way' })),
    },
  );
}
