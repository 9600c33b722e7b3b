import { resolve } from 'node:path';
import { CancelledError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { WriteAnswers } from '../options/write-options.ts';
import type { FileSet } from '../render/file-set.ts';
import { commitPlan } from './commit-plan.ts';
import type { Plan } from './plan.ts';
import { planWrites } from './plan-writes.ts';
import { readTarget } from './read-target.ts';
import { refuseChanges } from './refuse-changes.ts';

type Request = {
  readonly files: FileSet;
  /** The target directory as the user gave it, relative to the working directory. */
  readonly out: string;
  readonly answers: WriteAnswers;
  readonly io: Io;
};

/** A plan and whether it was carried out. */
export type Applied = { readonly plan: Plan; readonly written: boolean };

/**
 * The one way from rendered files to the disk: read, plan, then show or commit. A dry run differs in nothing but
 * that the commit is not called.
 *
 * @throws ConflictError where something is in the way; FailedError where the file system refuses
 */
export async function applyFiles({ files, out, answers, io }: Request): Promise<Applied> {
  const plan = planWrites(files, readTarget(resolve(io.cwd, out), files));
  if (answers.dryRun || answers.diff) {
    return { plan, written: false };
  }
  if (!answers.force) refuseChanges(plan);
  if (io.signal.aborted) throw new CancelledError('cancelled; nothing was written');
  commitPlan(plan);
  return { plan, written: true };
}
