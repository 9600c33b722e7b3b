import type { Violation } from '../../errors.ts';
import type { RawOptions } from '../option.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { switchOf } from '../raw-value.ts';

/** What `--print-answers` and `--explain` say. */
export type PrintingFlags = {
  /** Undefined where neither was given, and the command runs. */
  readonly what: 'answers' | 'explanation' | undefined;
  readonly format: DocumentFormat | undefined;
  readonly violations: readonly Violation[];
};

/** Flags of a run that does something; they would only be in the way of one that prints its answers. */
const OF_THE_RUN = ['output', 'dryRun', 'diff', 'force'];

/** @returns what to print, and what is wrong with the flags that say so */
export function printingFlags(options: RawOptions): PrintingFlags {
  const printsAnswers = switchOf(options, 'printAnswers');
  const explains = switchOf(options, 'explain');
  if (!printsAnswers && !explains) return { what: undefined, format: undefined, violations: [] };
  const format = documentFormat(options);
  const message = 'cannot be combined with --print-answers';
  return {
    what: printsAnswers ? 'answers' : 'explanation',
    format: format.ok ? format.value : undefined,
    violations: [
      ...(format.ok ? [] : format.violations),
      ...(printsAnswers && explains ? [{ path: '--explain', message }] : []),
    ],
  };
}

/** @returns the options that answers are made of */
export function withoutRunFlags(options: RawOptions): RawOptions {
  return Object.fromEntries(Object.entries(options).filter(([key]) => !OF_THE_RUN.includes(key)));
}
