import type { Checked } from '../checked.ts';
import { checkChoice } from './choice.ts';
import type { OptionSpec, RawOptions } from './option.ts';
import { textOf } from './raw-value.ts';

const DOCUMENT_FORMATS = ['json', 'yaml'] as const;

/** The machine-readable forms that every command with a result has. */
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

/** `-o` of commands whose result for people is plain text. */
export const DOCUMENT_OUTPUT: OptionSpec = {
  flags: '-o, --output <format>',
  description: 'print the result as one document',
  choices: DOCUMENT_FORMATS,
};

/** @returns what `-o` asks for; undefined where it was not given */
export function documentFormat(options: RawOptions): Checked<DocumentFormat | undefined> {
  const text = textOf(options, 'output');
  return checkChoice({ path: '--output', text, allowed: DOCUMENT_FORMATS, fallback: undefined });
}

/**
 * Finds the output format in an argument list that may not parse, so that a usage error still comes in the form
 * that a script asked for.
 *
 * @param argv the arguments after `kx`
 * @returns the last `-o json|yaml`, in any of the ways to write it, before a `--`
 */
export function requestedDocument(argv: readonly string[]): DocumentFormat | undefined {
  const end = argv.indexOf('--');
  const flags = end === -1 ? argv : argv.slice(0, end);
  let found: string | undefined;
  for (const [index, arg] of flags.entries()) {
    if (arg === '-o' || arg === '--output') found = flags[index + 1];
    else found = /^(?:-o=?|--output=)(.+)$/.exec(arg)?.[1] ?? found;
  }
  return DOCUMENT_FORMATS.find((format) => format === found);
}
