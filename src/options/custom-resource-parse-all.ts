import type { Violation } from '../errors.ts';
import type { Checked } from './checked.ts';

/** What the values of a flag were read as: those that could be read with their texts, and what is wrong with the rest. */
export type ParsedAll<T> = {
  readonly values: readonly T[];
  /** The text of each of the values. */
  readonly sources: readonly string[];
  readonly violations: readonly Violation[];
};

/** Reads every value of a flag, whatever is wrong with others. */
export function parseAll<T>(texts: readonly string[], parse: (text: string) => Checked<T>): ParsedAll<T> {
  const read = texts.map((text) => ({ text, checked: parse(text) }));
  return {
    values: read.flatMap(({ checked }) => (checked.ok ? [checked.value] : [])),
    sources: read.flatMap(({ text, checked }) => (checked.ok ? [text] : [])),
    violations: read.flatMap(({ checked }) => (checked.ok ? [] : checked.violations)),
  };
}
