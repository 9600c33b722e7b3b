/** An object of parsed JSON or YAML, before its fields are known. */
export type Untyped = Readonly<Record<string, unknown>>;

/** @returns the value as an object, or undefined where it is none */
export function objectOf(value: unknown): Untyped | undefined {
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is Untyped {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns the object at a key; an empty one where there is none */
export function objectAt(value: Untyped, key: string): Untyped {
  return objectOf(value[key]) ?? {};
}

/** @returns the objects of the list at a key; none where there is no list */
export function objectsAt(value: Untyped, key: string): readonly Untyped[] {
  const list = value[key];
  return Array.isArray(list) ? list.map(objectOf).filter((item) => item !== undefined) : [];
}

/** @returns the text at a key, or undefined where it is missing, empty or no text */
export function textAt(value: Untyped, key: string): string | undefined {
  const text = value[key];
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** @returns the texts of the list at a key, anything else left out */
export function textsAt(value: Untyped, key: string): readonly string[] {
  const list = value[key];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** @returns the number at a key, or undefined where there is none */
export function numberAt(value: Untyped, key: string): number | undefined {
  const number = value[key];
  return typeof number === 'number' ? number : undefined;
}
