import { ConflictError } from '../errors.ts';
import type { RecordInput } from '../record/record.ts';

/** The answers that say what a directory is of. */
const IDENTITY = ['name', 'group', 'kind'] as const;

/**
 * Stops a run that would put another scaffold into a directory: its record, and with it every later update, would be
 * lost. --force does not change that, since it speaks of files.
 *
 * @param root for the message
 * @throws ConflictError where the directory is of another command, name, group or kind
 */
export function refuseOtherScaffold(made: RecordInput, next: RecordInput, root: string): void {
  const violations = IDENTITY.flatMap((key) => {
    const [was, is] = [made.answers[key], next.answers[key]];
    const differs = typeof was === 'string' && typeof is === 'string' && was !== is;
    return differs ? [{ path: key, message: `is '${was}' there, and '${is}' here` }] : [];
  });
  if (made.command === next.command && violations.length === 0) return;
  throw new ConflictError(`${root} was made by kx ${made.command} of something else; nothing was written`, {
    hint: 'give another --out; kx scaffold update changes what the directory is of',
    violations: made.command === next.command ? violations : [],
  });
}
