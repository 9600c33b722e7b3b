/** A value as JSON can hold it. Objects never have undefined members. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object; its keys come from users, so read them with `Object.hasOwn` or `Object.entries`. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** @returns whether the value is a JSON object: neither null nor a list */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns whether the value is a JSON list */
export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/**
 * A text that is the same for equal values, whatever the order of object keys.
 *
 * @returns canonical JSON: keys sorted, no blanks
 */
export function canonicalJson(value: JsonValue): string {
  if (isJsonList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isJsonObject(value)) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
