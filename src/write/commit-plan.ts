import type { Plan } from './plan.ts';
import { replaceFiles } from './replace-files.ts';
import { stageDirectory } from './stage-directory.ts';

/**
 * Carries a plan out, all or nothing. It runs without a pause for other events, so Ctrl-C falls before or after
 * it, never between two files.
 *
 * @throws FailedError when the file system refuses; the tree is then as it was
 */
export function commitPlan(plan: Plan): void {
  const writes = plan.files.filter((file) => file.action !== 'same');
  if (writes.length === 0) return;
  if (plan.rootExists) {
    replaceFiles(plan.root, writes);
  } else {
    stageDirectory(plan.root, writes);
  }
}
