import { CancelledError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { WriteAnswers } from '../options/write-options.ts';
import { commitPlan } from './commit-plan.ts';
import { decideChanges, undecidedIn } from './decide-changes.ts';
import type { Plan } from './plan.ts';

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
export type Applied = {
  readonly plan: Plan;
  readonly written: boolean;
  /** What would have stopped the run that was only tried, as a sentence for people. */
  readonly foretold?: string | undefined;
};

/**
 * Shows a plan or commits it. A dry run differs in nothing but that the commit is not called.
 *
 * @throws ConflictError where something is in the way; FailedError where the file system refuses; CancelledError
 */
export async function carryOut(request: Request): Promise<Applied> {
  const { plan, answers, io } = request;
  if (answers.dryRun || answers.diff) return { plan, written: false, foretold: foretell(plan, answers) };
  const decided = await decideChanges(request);
  if (io.signal.aborted) throw new CancelledError('cancelled; nothing was written');
  commitPlan(decided, io.now());
  return { plan: decided, written: true };
}

function foretell(plan: Plan, { force }: WriteAnswers): string | undefined {
  const { length } = undecidedIn(plan);
  if (force || length === 0) return undefined;
  const files = length === 1 ? '1 file exists and differs' : `${length} files exist and differ`;
  return `${files}: without --force, or an answer on a terminal, nothing would be written (exit 3)`;
}
