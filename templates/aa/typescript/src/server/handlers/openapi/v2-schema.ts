import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { OpenApiSchema } from './open-api-types.ts';

/** What OpenAPI 2 does not have, and defaults, which it has of types only that are named; kubectl needs none of it. */
const unknownToV2: readonly string[] = ['nullable', 'allOf', 'anyOf', 'oneOf', 'not', 'default'];

/**
 * A schema of OpenAPI 3 in the words of OpenAPI 2: references lead to `definitions` and stand alone. What kubectl would
 * refuse in a document of version 2 says less: a value that may be null or hold anything has no type and no parts
 * (k8s.io/apiextensions-apiserver pkg/controller/openapi/v2 ToStructuralOpenAPIV2).
 */
export const toV2Schema = (schema: OpenApiSchema): OpenApiSchema => {
  const { allOf } = schema;
  const [only] = isJsonList(allOf) ? allOf : [];
  const target = isJsonObject(only) ? only['$ref'] : schema['$ref'];
  if (typeof target === 'string') {
    const { description } = schema;
    const $ref = target.replace('#/components/schemas/', '#/definitions/');
    return description === undefined ? { $ref } : { description, $ref };
  }
  return Object.fromEntries(
    Object.entries(withoutWhatIsRefused(schema))
      .filter(([name]) => !unknownToV2.includes(name))
      .map(([name, value]) => [name, value === undefined ? value : convert(name, value)]),
  );
};

const withoutWhatIsRefused = (schema: OpenApiSchema): OpenApiSchema => {
  const { type, items, properties, required, ...rest } = schema;
  const isFree = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const hasParts = schema['nullable'] !== true && !isFree;
  const mayHaveType = schema['nullable'] !== true && !(isFree && type === 'object');
  const hasType = mayHaveType && !(type === 'array' && (items === undefined || !hasParts));
  return {
    ...rest,
    ...(hasType && type !== undefined ? { type } : {}),
    ...(hasParts && items !== undefined ? { items } : {}),
    ...(hasParts && properties !== undefined ? { properties } : {}),
    ...requiredOf(required, properties),
  };
};

/** kubectl takes null for a field that is missing. */
const requiredOf = (required: JsonValue | undefined, properties: JsonValue | undefined): JsonObject => {
  if (!isJsonList(required)) return {};
  const isNullable = (name: JsonValue): boolean => {
    const property = isJsonObject(properties) ? properties[String(name)] : undefined;
    return isJsonObject(property) && property['nullable'] === true;
  };
  const left = required.filter((name) => !isNullable(name));
  return left.length === 0 ? {} : { required: left };
};

/** Members of a schema that hold schemas again. */
const convert = (name: string, value: JsonValue): JsonValue => {
  if (name === 'properties' && isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([own, property]) => [
        own,
        isJsonObject(property) ? toV2Schema(property) : property,
      ]),
    );
  }
  const holdsSchema = name === 'items' || name === 'additionalProperties';
  return holdsSchema && isJsonObject(value) ? toV2Schema(value) : value;
};
