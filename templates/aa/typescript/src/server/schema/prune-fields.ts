import type { ApiObject } from '../api/api-object.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import { keepsUnknownFields, memberSchema, type StructuralSchema } from '../api/structural-schema.ts';

/** Fields of an object and of a resource that is embedded in one which no schema has to name. */
const typeFields: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/**
 * Drops the fields that the schema does not know; their paths go to `unknown`
 * (k8s.io/apiextensions-apiserver pkg/apiserver/schema/pruning).
 */
export const pruneFields = (object: ApiObject, schema: StructuralSchema, unknown: string[]): ApiObject => {
  const { apiVersion, kind, metadata, ...fields } = object;
  return { apiVersion, kind, metadata, ...pruneObject(fields, schema, { path: '', unknown }) };
};

type Place = { readonly path: string; readonly unknown: string[] };

const pruneValue = (value: JsonValue, schema: StructuralSchema, place: Place): JsonValue => {
  if (isJsonList(value)) {
    const { items } = schema;
    if (items === undefined) return value;
    return value.map((each, index) => pruneValue(each, items, { ...place, path: `${place.path}[${index}]` }));
  }
  return isJsonObject(value) ? pruneObject(value, schema, place) : value;
};

const pruneObject = (object: JsonObject, schema: StructuralSchema, { path, unknown }: Place): JsonObject => {
  const kept: [string, JsonValue][] = [];
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const own = path === '' ? name : `${path}.${name}`;
    const known = memberSchema(schema, name);
    if (known !== undefined) kept.push([name, pruneValue(value, known, { path: own, unknown })]);
    else if (isKept(schema, name)) kept.push([name, value]);
    else unknown.push(own);
  }
  return Object.fromEntries(kept);
};

const isKept = (schema: StructuralSchema, name: string): boolean =>
  keepsUnknownFields(schema) ||
  (schema['x-kubernetes-embedded-resource'] === true && typeFields.includes(name));
