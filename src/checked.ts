import type { Violation } from './errors.ts';

/** What a check gives: the value in its typed form, or everything that is wrong with it. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly violations: readonly Violation[] };

/** @returns a check that passed. */
export function valid<T>(value: T): Checked<T> {
  return { ok: true, value };
}

/** @returns a check that failed, with at least one violation. */
export function invalid(violations: readonly Violation[]): Checked<never> {
  return { ok: false, violations };
}

/** @returns what is wrong, if anything */
export function violationsOf(checked: Checked<unknown>): readonly Violation[] {
  return checked.ok ? [] : checked.violations;
}
