import { canonicalJson, isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { combinationProblems } from './validate-combination.ts';
import { listProblems } from './validate-list.ts';
import { numberProblems } from './validate-number.ts';
import { stringProblems } from './validate-string.ts';

/** What is wrong with a value, and where in it: `.ports[0].name`, empty for the value itself. */
export type ValueProblem = { readonly path: string; readonly message: string };

/**
 * Validates a value against its schema as the API server does, pruning included: a field that the schema does not
 * have is a problem, since it would be dropped. CEL rules are not evaluated.
 *
 * @param path where the value is, put before the paths of the problems
 * @returns every problem; none when the value is stored as it is
 */
export function validateValue(schema: Schema, value: JsonValue, path = ''): readonly ValueProblem[] {
  return problemsOf(schema, value, { path, open: false });
}

/** Where a value is, and whether fields that the schema does not have are left to another schema. */
type Place = { readonly path: string; readonly open: boolean };

function problemsOf(schema: Schema, value: JsonValue, place: Place): readonly ValueProblem[] {
  const { path, open } = place;
  if (value === null) {
    const anything = schema.type === undefined && schema['x-kubernetes-preserve-unknown-fields'] === true;
    return schema.nullable === true || anything || open ? [] : [{ path, message: 'must not be null' }];
  }
  const typeProblem = typeProblemOf(schema, value);
  if (typeProblem !== undefined) return [{ path, message: typeProblem }];
  const own = [
    ...enumProblems(schema, value),
    ...(typeof value === 'string' ? stringProblems(schema, value) : []),
    ...(typeof value === 'number' ? numberProblems(schema, value) : []),
    ...combinationProblems(schema, value, isSatisfied),
  ];
  return [
    ...own.map((message) => ({ path, message })),
    ...(isJsonList(value) ? validateList(schema, value, place) : []),
    ...(isJsonObject(value) ? validateObject(schema, value, place) : []),
  ];
}

/** A part of allOf, anyOf, oneOf or not speaks of some fields and leaves the others alone. */
function isSatisfied(part: Schema, value: JsonValue): boolean {
  return problemsOf(part, value, { path: '', open: true }).length === 0;
}

const TYPE_CHECKS: Readonly<Record<NonNullable<Schema['type']>, (value: JsonValue) => boolean>> = {
  array: isJsonList,
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  object: isJsonObject,
  string: (value) => typeof value === 'string',
};

function typeProblemOf(schema: Schema, value: JsonValue): string | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) {
    return typeof value === 'string' || Number.isInteger(value)
      ? undefined
      : 'must be an integer or a string';
  }
  return schema.type === undefined || TYPE_CHECKS[schema.type](value)
    ? undefined
    : `must be of type ${schema.type}`;
}

function enumProblems(schema: Schema, value: JsonValue): readonly string[] {
  const allowed = schema.enum?.map(canonicalJson);
  return allowed === undefined || allowed.includes(canonicalJson(value))
    ? []
    : [`must be one of ${allowed.join(', ')}`];
}

function validateList(
  schema: Schema,
  list: readonly JsonValue[],
  { path, open }: Place,
): readonly ValueProblem[] {
  const { items } = schema;
  return [
    ...listProblems(schema, list).map((message) => ({ path, message })),
    ...(items === undefined
      ? []
      : list.flatMap((item, index) => problemsOf(items, item, { path: `${path}[${index}]`, open }))),
  ];
}

function validateObject(schema: Schema, object: JsonObject, { path, open }: Place): readonly ValueProblem[] {
  const names = Object.keys(object);
  const count = names.length;
  const missing = [...(schema.required ?? []), ...(isEmbedded(schema) ? ['apiVersion', 'kind'] : [])].filter(
    (name) => !Object.hasOwn(object, name),
  );
  return [
    ...missing.map((name) => ({ path: `${path}.${name}`, message: 'is required' })),
    ...(count < (schema.minProperties ?? 0)
      ? [{ path, message: `must have at least ${schema.minProperties} properties` }]
      : []),
    ...(count > (schema.maxProperties ?? count)
      ? [{ path, message: `must have at most ${schema.maxProperties} properties` }]
      : []),
    ...names.flatMap((name) =>
      validateMember(schema, { name, value: object[name] ?? null, path: `${path}.${name}`, open }),
    ),
  ];
}

type Member = Place & { readonly name: string; readonly value: JsonValue };

function validateMember(schema: Schema, { name, value, ...place }: Member): readonly ValueProblem[] {
  const declared =
    schema.properties !== undefined && Object.hasOwn(schema.properties, name)
      ? schema.properties[name]
      : schema.additionalProperties;
  if (declared !== undefined) return problemsOf(declared, value, place);
  const { path, open } = place;
  const kept = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const ofEmbedded = isEmbedded(schema) && ['apiVersion', 'kind', 'metadata'].includes(name);
  return kept || ofEmbedded || open
    ? []
    : [{ path, message: 'is not a field of the schema and would be dropped' }];
}

function isEmbedded(schema: Schema): boolean {
  return schema['x-kubernetes-embedded-resource'] === true;
}
