import type { Io } from '../io.ts';
import type { AnswerSpec } from '../options/answers/answer-spec.ts';
import { answersDocument } from '../options/answers/answers-document.ts';
import { explainAnswers, explanationRows } from '../options/answers/explain-answers.ts';
import type { RawOptions } from '../options/option.ts';
import type { DocumentFormat } from '../options/output-format.ts';
import { printable } from '../render/printable.ts';
import { printDocument } from '../ui/print-document.ts';
import { table } from '../ui/table.ts';

type Printing = {
  readonly what: 'answers' | 'explanation';
  readonly command: string;
  readonly specs: readonly AnswerSpec[];
  /** Complete. */
  readonly options: RawOptions;
  /** By keys of the raw options; undefined for what nobody said. */
  readonly sourceOf: (rawKey: string) => string | undefined;
  readonly format: DocumentFormat | undefined;
  readonly io: Io;
};

/** Prints all answers of a command: as an answers file, or as a table that says who gave each. */
export async function printAnswers(printing: Printing): Promise<void> {
  const { what, command, specs, options, sourceOf, format, io } = printing;
  if (what === 'answers') {
    if (format !== 'json') io.stdout.write(`# kx ${command} --answers FILE\n`);
    await printDocument(answersDocument(specs, options), format ?? 'yaml', io);
    return;
  }
  const answers = explainAnswers(specs, options, sourceOf);
  if (format !== undefined) {
    await printDocument({ kind: 'Explanation', command, answers }, format, io);
    return;
  }
  io.stdout.write(table(explanationRows(answers).map((row) => row.map(printable))));
}
