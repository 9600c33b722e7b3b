import type { JsonValue } from '../json-value.ts';

const encoder = new TextEncoder();

/**
 * @returns the bytes that a value has as JSON without blanks, written as Go's encoding/json does: `<`, `>` and `&`
 *   as six characters each
 */
export function encodedSize(value: JsonValue): number {
  const text = JSON.stringify(value);
  return encoder.encode(text).length + 5 * (text.match(/[<>&]/gu) ?? []).length;
}
