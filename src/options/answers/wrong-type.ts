import type { Problem } from '../../errors.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../model/json-value.ts';

/** Longer texts are cut in a message. */
const LONGEST = 40;

/** @returns what is said of a value of another type: `3 is a number; a list is expected` */
export function wrongType(value: JsonValue, expected: string): Problem {
  return { message: `${shown(value)}; ${expected} is expected` };
}

function shown(value: JsonValue): string {
  if (value === null) return 'it is null';
  if (isJsonList(value)) return 'it is a list';
  if (isJsonObject(value)) return 'it is a mapping';
  if (typeof value === 'boolean') return `${value} is a boolean`;
  if (typeof value === 'number') return `${value} is a number`;
  return `'${value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value}' is a text`;
}

/**
 * Reads a text; a whole number is one as well, since its digits are what was written. `1.10` is not: YAML makes it 1.1.
 *
 * @returns the text, or what is wrong
 */
export function readText(value: JsonValue): string | Problem {
  if (typeof value === 'string') return value;
  if (Number.isSafeInteger(value)) return String(value);
  const isQuotable = typeof value === 'number' || typeof value === 'boolean';
  return {
    ...wrongType(value, 'a text'),
    ...(isQuotable ? { hint: 'put it in quotes if it is meant' } : {}),
  };
}
