import { controlDirectory } from './control-directory.ts';
import type { Plan, PlannedAction } from './plan.ts';
import { recover } from './recover.ts';
import { refuseMeanwhile } from './refuse-meanwhile.ts';
import { replaceFiles } from './replace-files.ts';
import { stageDirectory } from './stage-directory.ts';
import { withLock } from './with-lock.ts';

/** What a commit leaves alone. */
const LEFT: ReadonlySet<PlannedAction> = new Set(['same', 'keep']);

/**
 * Carries a plan out, all or nothing; one that changes nothing touches nothing. It runs without a pause for other
 * events, so Ctrl-C falls before or after it, never between two files.
 *
 * @param now when the target is locked, for whoever finds it so
 * @throws ConflictError where another run is at work, or the tree is no more what the plan was made for; FailedError
 *   when the file system refuses; the tree is then as it was
 */
export function commitPlan(plan: Plan, now: Date): void {
  const writes = plan.files.filter((file) => !LEFT.has(file.action));
  if (writes.length === 0) return;
  if (!plan.rootExists) {
    stageDirectory(plan.root, writes);
    return;
  }
  withLock(plan.root, now, (lock) => {
    recover(controlDirectory(plan.root), lock);
    refuseMeanwhile(plan);
    replaceFiles(plan.root, writes);
  });
}
