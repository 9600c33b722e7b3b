import type { Violation } from '../errors.ts';
import type { Io } from '../io.ts';
import type { DocumentFormat } from '../options/output-format.ts';
import type { WriteAnswers } from '../options/write-options.ts';
import type { Applied } from '../write/carry-out.ts';
import { countPlan, diffPlan, documentPlan, listPlan } from '../write/show-plan.ts';
import { printDocument } from './print-document.ts';

type Report = {
  readonly applied: Applied;
  /** The target as the user named it. */
  readonly out: string;
  readonly answers: WriteAnswers;
  readonly format: DocumentFormat | undefined;
  /** What to say to a person after it was written: where, what, until when, what next. */
  readonly next: string;
  /** What is fine and may be regretted; in the document, since stderr has it already. */
  readonly warnings?: readonly Violation[];
  readonly quiet: boolean;
  readonly io: Io;
};

/** Prints what a writing command did, or would do: the files on stdout, words for people on stderr. */
export async function printApplied(report: Report): Promise<void> {
  const { applied, out, answers, format, next, warnings = [], quiet, io } = report;
  if (format !== undefined) {
    await printDocument(documentPlan(applied.plan, applied.written, warnings), format, io);
    return;
  }
  io.stdout.write(answers.diff ? diffPlan(applied.plan) : listPlan(applied.plan, out, applied.written));
  if (quiet) return;
  io.stderr.write(`${countPlan(applied.plan)}${applied.written ? '' : ' (dry run)'}\n`);
  if (applied.foretold !== undefined) io.stderr.write(`${applied.foretold}\n`);
  if (applied.written) io.stderr.write(next);
}
