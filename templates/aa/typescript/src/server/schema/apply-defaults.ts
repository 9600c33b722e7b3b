import type { ApiObject } from '../api/api-object.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import { memberSchema, type StructuralSchema } from '../api/structural-schema.ts';

/**
 * Fills in the schema's defaults where fields are missing, or null where null is not allowed; such a null goes where
 * there is no default (k8s.io/apiextensions-apiserver pkg/apiserver/schema/defaulting, with
 * PruneNonNullableNullsWithoutDefaults).
 *
 * @param keepsNulls what is applied keeps such a null, which then is no value of the field
 */
export const applyDefaults = (object: ApiObject, schema: StructuralSchema, keepsNulls = false): ApiObject => {
  const { apiVersion, kind, metadata, ...fields } = object;
  return { apiVersion, kind, metadata, ...defaultObject(fields, schema, keepsNulls) };
};

const defaultValue = (value: JsonValue, schema: StructuralSchema, keepsNulls: boolean): JsonValue => {
  if (isJsonList(value)) {
    const { items } = schema;
    return items === undefined ? value : value.map((each) => defaultValue(each, items, keepsNulls));
  }
  return isJsonObject(value) ? defaultObject(value, schema, keepsNulls) : value;
};

/** What stands in the place of a null; undefined for nothing. */
const nullOf = (known: StructuralSchema, keepsNulls: boolean): JsonValue | undefined => {
  if (known.nullable === true) return null;
  return known.default ?? (keepsNulls ? null : undefined);
};

const defaultObject = (object: JsonObject, schema: StructuralSchema, keepsNulls: boolean): JsonObject => {
  const members = Object.entries(object).flatMap(([name, value]): [string, JsonValue][] => {
    const known = memberSchema(schema, name);
    if (value === undefined) return [];
    if (known === undefined) return [[name, value]];
    const shown = value === null ? nullOf(known, keepsNulls) : value;
    return shown === undefined ? [] : [[name, defaultValue(shown, known, keepsNulls)]];
  });
  const given = new Set(members.map(([name]) => name));
  const added = Object.entries(schema.properties ?? {}).flatMap(([name, property]): [string, JsonValue][] =>
    given.has(name) || property.default === undefined
      ? []
      : [[name, defaultValue(property.default, property, keepsNulls)]],
  );
  return Object.fromEntries([...members, ...added]);
};
