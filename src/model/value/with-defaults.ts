import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';

/**
 * Fills in what the API server does before it validates: absent fields that have a default, in objects that are there.
 *
 * @see Default of k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting
 */
export function withDefaults(schema: Schema, value: JsonValue): JsonValue {
  if (isJsonList(value)) {
    const { items } = schema;
    return items === undefined ? value : value.map((item) => withDefaults(items, item));
  }
  return isJsonObject(value) ? objectWithDefaults(schema, value) : value;
}

function objectWithDefaults(schema: Schema, object: JsonObject): JsonObject {
  const { properties = {}, additionalProperties } = schema;
  const missing = Object.entries(properties).flatMap(([name, property]): [string, JsonValue][] =>
    property.default === undefined || Object.hasOwn(object, name) ? [] : [[name, property.default]],
  );
  const members = [...Object.entries(object), ...missing].map(([name, member]): [string, JsonValue] => {
    const child = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    return [name, child === undefined ? member : withDefaults(child, member)];
  });
  return Object.fromEntries(members);
}
