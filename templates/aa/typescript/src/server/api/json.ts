/** A value of a JSON document (RFC 8259). */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** An object of a JSON document; `undefined` members are left out when it is written. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/** Whether a value is a JSON object, so neither a list nor null. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is a list; a plain `Array.isArray` does not narrow readonly lists. */
export const isJsonList = (value: JsonValue | undefined): value is readonly JsonValue[] =>
  Array.isArray(value);

/**
 * The member of an object by its name, undefined where it has none of its own: `constructor` and the like, which every
 * JavaScript object inherits, are no members.
 */
export const ownMember = (object: JsonObject, name: string): JsonValue | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;
