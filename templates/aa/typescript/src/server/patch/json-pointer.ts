import { isJsonList, isJsonObject, type JsonValue, ownMember } from '../api/json.ts';

/** The member names of a JSON pointer (RFC 6901); a text that is no pointer fails. */
export const readPointer = (pointer: string): readonly string[] => {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw new Error(`"${pointer}" is not a JSON pointer`);
  return pointer
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
};

/** What a pointer leads to; fails where there is nothing. */
export const valueAt = (value: JsonValue, names: readonly string[]): JsonValue =>
  names.reduce<JsonValue>((within, name) => memberOf(within, name), value);

const memberOf = (value: JsonValue, name: string): JsonValue => {
  const member = isJsonList(value)
    ? value[existingIndex(value, name)]
    : isJsonObject(value)
      ? ownMember(value, name)
      : undefined;
  if (member === undefined) throw new Error(`there is no member "${name}"`);
  return member;
};

/** The value with the member at a pointer changed by `edit`, which gets the container and the member's name. */
export const editAt = (
  value: JsonValue,
  names: readonly string[],
  edit: (container: JsonValue, name: string) => JsonValue,
): JsonValue => {
  const [name, ...rest] = names;
  if (name === undefined) throw new Error('the whole document cannot be changed');
  if (rest.length === 0) return edit(value, name);
  const member = editAt(memberOf(value, name), rest, edit);
  if (isJsonList(value)) return value.with(existingIndex(value, name), member);
  return withMember(value, name, member);
};

/**
 * A copy of an object with one member set; `__proto__` is a name like any other. Fails where the value is no object.
 */
export const withMember = (object: JsonValue, name: string, member: JsonValue): JsonValue => {
  if (!isJsonObject(object)) throw new Error(`there is no member "${name}"`);
  return Object.fromEntries([...Object.entries(object).filter(([own]) => own !== name), [name, member]]);
};

/** The index that a name means in a list (RFC 6901 section 4): fails where it is none, or beyond the list. */
export const existingIndex = (list: readonly JsonValue[], name: string): number => {
  const index = /^(0|[1-9]\d*)$/.test(name) ? Number(name) : -1;
  if (index < 0 || index >= list.length)
    throw new Error(`there is no member ${name} in a list of ${list.length}`);
  return index;
};
