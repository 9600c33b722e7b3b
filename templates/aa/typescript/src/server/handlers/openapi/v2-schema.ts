import { isJsonList, isJsonObject, type JsonValue } from '../../api/json.ts';
import type { OpenApiSchema } from './open-api-types.ts';

/** What OpenAPI 2 does not have; for people and kubectl the rest of the schema says enough. */
const unknownToV2: readonly string[] = ['nullable', 'anyOf', 'oneOf', 'not'];

/** A schema of OpenAPI 3 in the words of OpenAPI 2: references lead to `definitions` and stand alone. */
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
    Object.entries(schema)
      .filter(([name]) => !unknownToV2.includes(name) && name !== 'allOf')
      .map(([name, value]) => [name, value === undefined ? value : convert(name, value)]),
  );
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
