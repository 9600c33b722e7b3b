import type { JsonObject, JsonValue } from '../model/json-value.ts';
import type { Schema } from '../model/schema/schema.ts';

/** The keywords of a schema in the order they are written: what it is, what holds for it, what is inside. */
const ORDER = {
  title: true,
  description: true,
  externalDocs: true,
  example: true,
  type: true,
  format: true,
  nullable: true,
  default: true,
  enum: true,
  minimum: true,
  exclusiveMinimum: true,
  maximum: true,
  exclusiveMaximum: true,
  multipleOf: true,
  minLength: true,
  maxLength: true,
  pattern: true,
  minItems: true,
  maxItems: true,
  minProperties: true,
  maxProperties: true,
  allOf: true,
  anyOf: true,
  oneOf: true,
  not: true,
  'x-kubernetes-int-or-string': true,
  'x-kubernetes-preserve-unknown-fields': true,
  'x-kubernetes-embedded-resource': true,
  'x-kubernetes-list-type': true,
  'x-kubernetes-list-map-keys': true,
  'x-kubernetes-map-type': true,
  'x-kubernetes-validations': true,
  required: true,
  properties: true,
  additionalProperties: true,
  items: true,
} as const satisfies Record<keyof Schema, true>;

/** Keywords whose values hold schemas, and how they are rendered; those of other keywords are plain values. */
const NESTED: { readonly [K in keyof Schema]?: (schema: Schema) => JsonValue | undefined } = {
  allOf: ({ allOf }) => allOf?.map(renderSchema),
  anyOf: ({ anyOf }) => anyOf?.map(renderSchema),
  oneOf: ({ oneOf }) => oneOf?.map(renderSchema),
  not: ({ not }) => not && renderSchema(not),
  required: ({ required }) => required?.toSorted(),
  properties: ({ properties }) => properties && renderProperties(properties),
  additionalProperties: ({ additionalProperties }) =>
    additionalProperties && renderSchema(additionalProperties),
  items: ({ items }) => items && renderSchema(items),
};

/**
 * Renders a schema with its keywords in one order and its properties sorted by name, so that the same schema is the
 * same text wherever it came from.
 */
export function renderSchema(schema: Schema): JsonObject {
  const members = Object.keys(ORDER)
    .filter((keyword): keyword is keyof Schema => Object.hasOwn(schema, keyword))
    .map((keyword) => [keyword, renderKeyword(schema, keyword)] as const)
    .filter((member): member is [keyof Schema, JsonValue] => member[1] !== undefined);
  return Object.fromEntries(members);
}

function renderKeyword(schema: Schema, keyword: keyof Schema): JsonValue | undefined {
  const render = NESTED[keyword];
  return render === undefined ? plainValue(schema[keyword]) : render(schema);
}

function renderProperties(properties: Readonly<Record<string, Schema>>): JsonObject {
  const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, property]) => [name, renderSchema(property)]));
}

function plainValue(value: Schema[keyof Schema]): JsonValue | undefined {
  const text = JSON.stringify(value);
  const plain: JsonValue | undefined = text === undefined ? undefined : JSON.parse(text);
  return plain;
}
