import type { Schema } from './schema.ts';

/** The Quantity of apimachinery, as controller-gen writes it: what `resource.ParseQuantity` takes. */
const QUANTITY_PATTERN =
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';

const INT_OR_STRING: Schema = {
  anyOf: [{ type: 'integer' }, { type: 'string' }],
  'x-kubernetes-int-or-string': true,
};

/** The types of the field language that are not built from others, and the schema each stands for. */
export const PLAIN_TYPES = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  number: { type: 'number' },
  float: { type: 'number', format: 'float' },
  double: { type: 'number', format: 'double' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  'date-time': { type: 'string', format: 'date-time' },
  duration: { type: 'string', format: 'duration' },
  byte: { type: 'string', format: 'byte' },
  'int-or-string': INT_OR_STRING,
  quantity: { ...INT_OR_STRING, pattern: QUANTITY_PATTERN },
  object: { type: 'object' },
  any: { 'x-kubernetes-preserve-unknown-fields': true },
} as const satisfies Record<string, Schema>;

export type PlainTypeName = keyof typeof PLAIN_TYPES;

/** A type of the field language: `int32`, `string[]`, `map<quantity>`. */
export type FieldType =
  | { readonly kind: 'plain'; readonly name: PlainTypeName }
  | { readonly kind: 'list'; readonly of: FieldType }
  | { readonly kind: 'map'; readonly of: FieldType };

/** @returns whether the text names a plain type */
export function isPlainTypeName(text: string): text is PlainTypeName {
  return Object.hasOwn(PLAIN_TYPES, text);
}

/** @returns the type as the field language writes it */
export function formatFieldType(type: FieldType): string {
  switch (type.kind) {
    case 'plain':
      return type.name;
    case 'list':
      return `${formatFieldType(type.of)}[]`;
    case 'map':
      return `map<${formatFieldType(type.of)}>`;
  }
}

/** @returns the schema of the type alone; a list's items and a map's values are added by `buildSchema` */
export function outerSchemaOf(type: FieldType): Schema {
  switch (type.kind) {
    case 'plain':
      return PLAIN_TYPES[type.name];
    case 'list':
      return { type: 'array' };
    case 'map':
      return { type: 'object' };
  }
}
