import { ConflictError } from '../errors.ts';
import type { Plan, PlannedFile } from './plan.ts';
import { readTarget } from './read-target.ts';
import type { TargetEntry } from './target.ts';

/**
 * Reads again what a plan was made for: a person may have thought about it for an hour.
 *
 * @throws ConflictError that lists every file that is another now; FailedError where the file system refuses
 */
export function refuseMeanwhile(plan: Plan): void {
  const { entries } = readTarget(plan.root, plan.files);
  const changed = plan.files.filter((file) => !isAsPlanned(file, entries.get(file.path)));
  if (changed.length === 0) return;
  throw new ConflictError(`${plan.root} was changed while kx looked at it; nothing was written`, {
    hint: 'run the same command again',
    violations: changed.map(({ path }) => ({ path, message: 'was changed meanwhile' })),
  });
}

function isAsPlanned({ before, beforeMode, isBinary }: PlannedFile, entry: TargetEntry | undefined): boolean {
  if (entry?.kind !== 'file') return entry?.kind === 'absent' && before === undefined;
  const hasMode = beforeMode === undefined || beforeMode === entry.mode;
  return hasMode && entry.text === before && entry.isText === (isBinary !== true);
}
