import { mayAsk } from '../ask/may-ask.ts';
import type { Io } from '../io.ts';
import type { WriteAnswers } from '../options/write-options.ts';
import { decodeRecord } from '../record/decode-record.ts';
import { RECORD_PATH } from '../record/record.ts';
import type { Plan, PlannedFile } from './plan.ts';
import { refuseChanges } from './refuse-changes.ts';

type Request = {
  readonly plan: Plan;
  /** The target as the user named it. */
  readonly out: string;
  readonly answers: WriteAnswers;
  readonly io: Io;
  /** What kx rendered the last time, by path. */
  readonly base: ReadonlyMap<string, string>;
};

/**
 * Finds out whether the files may be replaced that somebody may have edited: `--force` says so, a person on a terminal
 * is asked, anything else is no. The record is kx's own and goes with the rest, where it is a record.
 *
 * @returns the plan as it was decided
 * @throws ConflictError that lists every file that differs; CancelledError where the person stopped
 */
export async function decideChanges({ plan, out, answers, io, base }: Request): Promise<Plan> {
  const undecided = undecidedIn(plan);
  if (answers.force || undecided.length === 0) return plan;
  const open = { ...plan, files: undecided };
  if (!mayAsk(answers, io)) refuseChanges(open);
  const { askChanges } = await import('../ask/ask-changes.ts');
  const { files } = await askChanges(open, { io, out, base, colour: answers.colour });
  const decided = new Map(files.map((file) => [file.path, file]));
  return { ...plan, files: plan.files.map((file) => decided.get(file.path) ?? file) };
}

/** @returns the files that somebody may have edited */
export function undecidedIn(plan: Plan): readonly PlannedFile[] {
  return plan.files.filter((file) => file.action === 'change' && !isOwnRecord(file));
}

function isOwnRecord({ path, before }: PlannedFile): boolean {
  return path === RECORD_PATH && before !== undefined && decodeRecord(before).ok;
}
