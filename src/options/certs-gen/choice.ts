import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { nearest } from '../../model/nearest.ts';

type Choice<T extends string, F> = {
  /** The flag as typed. */
  readonly path: string;
  readonly text: string | undefined;
  readonly allowed: readonly T[];
  readonly fallback: F;
};

/** @returns the value of a flag that takes one of a few words, or its default where it was not given */
export function checkChoice<T extends string, const F>(choice: Choice<T, F>): Checked<T | F> {
  const { path, text, allowed, fallback } = choice;
  if (text === undefined) return valid(fallback);
  const found = allowed.find((word) => word === text);
  if (found !== undefined) return valid(found);
  const guess = nearest(text, allowed);
  const message = `'${text}' is not one of ${allowed.join(', ')}`;
  return invalid([{ path, message, ...(guess === undefined ? {} : { hint: `did you mean ${guess}?` }) }]);
}

/** @returns what is wrong, if anything */
export function violationsOf(checked: Checked<unknown>): readonly Violation[] {
  return checked.ok ? [] : checked.violations;
}
