import { CancelledError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { WriteAnswers } from '../options/write-options.ts';
import { commitPlan } from './commit-plan.ts';
import type { Plan } from './plan.ts';
import { refuseChanges } from './refuse-changes.ts';

type Request = {
  readonly plan: Plan;
  /** The target as the user named it. */
  readonly out: string;
  readonly answers: WriteAnswers;
  readonly io: Io;
  /** What kx rendered the last time, by path: the base of a merge; empty where there is no record. */
  readonly base: ReadonlyMap<string, string>;
};

/** A plan and whether it was carried out. */
export type Applied = { readonly plan: Plan; readonly written: boolean };

/**
 * Shows a plan or commits it. A dry run differs in nothing but that the commit is not called.
 *
 * @throws ConflictError where something is in the way; FailedError where the file system refuses; CancelledError
 */
export async function carryOut({ plan, answers, io }: Request): Promise<Applied> {
  if (answers.dryRun || answers.diff) return { plan, written: false };
  if (!answers.force) refuseChanges(plan);
  if (io.signal.aborted) throw new CancelledError('cancelled; nothing was written');
  commitPlan(plan, io.now());
  return { plan, written: true };
}
