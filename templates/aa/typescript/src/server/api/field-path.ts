import { isJsonObject, type JsonObject, type JsonValue, ownMember } from './json.ts';

/** The names of a path such as `.spec.replicas`; such paths lead through objects alone. */
const namesOf = (path: string): readonly string[] => path.split('.').filter((name) => name !== '');

/** The value at a path; undefined where it leads nowhere. */
export const valueAt = (object: JsonObject, path: string): JsonValue | undefined =>
  namesOf(path).reduce<JsonValue | undefined>(
    (value, name) => (isJsonObject(value) ? ownMember(value, name) : undefined),
    object,
  );

/** The object with another value at a path; what is missing on the way is made. */
export const withValueAt = (object: JsonObject, path: string, value: JsonValue): JsonObject =>
  withValue(object, namesOf(path), value);

const withValue = (object: JsonObject, [name, ...rest]: readonly string[], value: JsonValue): JsonObject => {
  if (name === undefined) return object;
  const member = ownMember(object, name);
  const next = rest.length === 0 ? value : withValue(isJsonObject(member) ? member : {}, rest, value);
  return { ...object, [name]: next };
};

/** The object without what is at a path. */
export const withoutValueAt = (object: JsonObject, path: string): JsonObject =>
  withoutValue(object, namesOf(path));

const withoutValue = (object: JsonObject, [name, ...rest]: readonly string[]): JsonObject => {
  if (name === undefined || !Object.hasOwn(object, name)) return object;
  const { [name]: member, ...others } = object;
  if (rest.length === 0) return others;
  return isJsonObject(member) ? { ...object, [name]: withoutValue(member, rest) } : object;
};
