import type { RawOptions } from './option.ts';

/** @returns the text of a flag that takes one value, or undefined where it was not given */
export function textOf(options: RawOptions, key: string): string | undefined {
  const value = options[key];
  return typeof value === 'string' ? value : undefined;
}

/** @returns the values of a repeatable flag in the order given; none when it was not given */
export function listOf(options: RawOptions, key: string): readonly string[] {
  const value = options[key];
  return Array.isArray(value) ? value : [];
}

/** @returns whether a flag without value was given (or, for `--no-x`, not given) */
export function switchOf(options: RawOptions, key: string): boolean {
  return options[key] === true;
}
