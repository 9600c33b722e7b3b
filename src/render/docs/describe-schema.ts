import { canonicalJson } from '../../model/json-value.ts';
import { isImmutable } from '../../model/schema/immutable-rule.ts';
import type { Schema } from '../../model/schema/schema.ts';
import { code } from './markdown.ts';

/** @returns the type of a field in words of the field language: `string[]`, `map<quantity>`, `date-time` */
export function describeType(schema: Schema): string {
  if (schema['x-kubernetes-int-or-string'] === true) {
    return schema.pattern === undefined ? 'int-or-string' : 'quantity';
  }
  switch (schema.type) {
    case 'array':
      return `${describeType(schema.items ?? {})}[]`;
    case 'object':
      return schema.additionalProperties === undefined
        ? 'object'
        : `map<${describeType(schema.additionalProperties)}>`;
    case undefined:
      return 'any';
    default:
      return SHORT_FORMATS.has(schema.format ?? '') ? (schema.format ?? schema.type) : schema.type;
  }
}

const SHORT_FORMATS: ReadonlySet<string> = new Set(
  'int32 int64 float double date date-time duration byte'.split(' '),
);

type Describe = (schema: Schema) => string | undefined;

const limit =
  (keyword: keyof Schema, words: string): Describe =>
  (schema) =>
    schema[keyword] === undefined ? undefined : `${words} ${String(schema[keyword])}`;

const DESCRIPTIONS: readonly Describe[] = [
  ({ enum: values }) =>
    values === undefined ? undefined : `one of ${values.map((value) => code(wordOf(value))).join(', ')}`,
  ({ minimum, exclusiveMinimum }) =>
    minimum === undefined ? undefined : `${exclusiveMinimum === true ? 'more than' : 'at least'} ${minimum}`,
  ({ maximum, exclusiveMaximum }) =>
    maximum === undefined ? undefined : `${exclusiveMaximum === true ? 'less than' : 'at most'} ${maximum}`,
  limit('multipleOf', 'a multiple of'),
  limit('minLength', 'characters: at least'),
  limit('maxLength', 'characters: at most'),
  limit('minItems', 'items: at least'),
  limit('maxItems', 'items: at most'),
  limit('minProperties', 'entries: at least'),
  limit('maxProperties', 'entries: at most'),
  ({ pattern, 'x-kubernetes-int-or-string': either }) =>
    pattern === undefined || either === true ? undefined : `matches ${code(pattern)}`,
  ({ format }) => (format === undefined || SHORT_FORMATS.has(format) ? undefined : `format ${code(format)}`),
  ({ nullable }) => (nullable === true ? 'may be null' : undefined),
  (schema) => (isImmutable(schema) ? 'immutable' : undefined),
  listDescription,
  (schema) => (schema['x-kubernetes-embedded-resource'] === true ? 'a Kubernetes object' : undefined),
  (schema) =>
    schema['x-kubernetes-preserve-unknown-fields'] === true && schema.type === 'object'
      ? 'keeps fields that are not listed'
      : undefined,
];

/** @returns what holds for the values of a field, as Markdown; empty where nothing does */
export function describeConstraints(schema: Schema): string {
  return DESCRIPTIONS.flatMap((describe) => describe(schema) ?? []).join('; ');
}

function listDescription(schema: Schema): string | undefined {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const texts: Readonly<Record<string, string>> = {
    atomic: 'replaced as a whole',
    map: `items differ in ${keys.map(code).join(' and ')}`,
    set: 'no item twice',
  };
  return texts[schema['x-kubernetes-list-type'] ?? ''];
}

function wordOf(value: NonNullable<Schema['enum']>[number]): string {
  return typeof value === 'string' && value !== '' ? value : canonicalJson(value);
}
