import { type Checked, invalid, valid } from '../checked.ts';
import type { Problem } from '../errors.ts';
import { nearestHint } from '../model/nearest.ts';

type Choice<T extends string, F> = {
  /** The flag as typed. */
  readonly path: string;
  readonly text: string | undefined;
  readonly allowed: readonly T[];
  readonly fallback: F;
};

/**
 * Checks a flag that takes one of a few words; upper and lower case count.
 *
 * @returns the word, the default where the flag was not given, or one violation
 */
export function checkChoice<T extends string, const F>(choice: Choice<T, F>): Checked<T | F> {
  const { path, text, allowed, fallback } = choice;
  if (text === undefined) return valid(fallback);
  const found = allowed.find((word) => word === text);
  return found === undefined ? invalid([{ path, ...notOneOf(text, allowed) }]) : valid(found);
}

/** @returns what is said of a word that is none of those there are */
export function notOneOf(text: string, allowed: readonly string[]): Problem {
  return { message: `'${text}' is not one of ${allowed.join(', ')}`, hint: nearestHint(text, allowed) };
}
