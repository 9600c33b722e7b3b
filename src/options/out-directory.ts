import { type Checked, invalid, valid } from '../checked.ts';
import type { RawOptions } from './option.ts';
import { textOf } from './raw-value.ts';

type OutRules = {
  /** Where the files go when nobody says. */
  readonly fallback: string;
  /** Why the result cannot go to stdout; undefined where `-` is taken. */
  readonly notStdout: string | undefined;
};

/** @returns the directory of `--out` as typed, or the default; `-` only where stdout can take the result */
export function checkOut(options: RawOptions, { fallback, notStdout }: OutRules): Checked<string> {
  const typed = textOf(options, 'out');
  if (typed === undefined) return valid(fallback);
  const path = '--out';
  if (typed === '') return invalid([{ path, message: 'is empty', hint: 'for this directory write --out .' }]);
  if (typed.includes('\0')) return invalid([{ path, message: 'has a NUL character' }]);
  if (typed !== '-' || notStdout === undefined) return valid(typed);
  const hint = 'give a directory; for one of that name write --out ./-';
  return invalid([{ path, message: `cannot be stdout: ${notStdout}`, hint }]);
}
