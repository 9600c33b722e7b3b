import type { Checked } from '../../checked.ts';
import type { Violation } from '../../errors.ts';

/**
 * What one value of a flag was read as: as much of it as was understood, to find what else is wrong with it and with
 * flags that refer to it, and everything that was not.
 */
export type Understood<T> = { readonly value: T | undefined; readonly violations: readonly Violation[] };

/** What all values of a flag were read as. */
export type ParsedAll<T> = {
  readonly values: readonly T[];
  /** The text of each of the values. */
  readonly sources: readonly string[];
  readonly violations: readonly Violation[];
};

/** Reads every value of a flag, whatever is wrong with others. */
export function parseAll<T>(
  texts: readonly string[],
  parse: (text: string) => Checked<T> | Understood<T>,
): ParsedAll<T> {
  const values: T[] = [];
  const sources: string[] = [];
  const violations: Violation[] = [];
  for (const text of texts) {
    const read = parse(text);
    const { value } = 'value' in read ? read : { value: undefined };
    if (value !== undefined) {
      values.push(value);
      sources.push(text);
    }
    violations.push(...('violations' in read ? read.violations : []));
  }
  return { values, sources, violations };
}
