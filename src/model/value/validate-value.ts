import { canonicalJson, isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
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
  if (value === null) {
    const anything = schema.type === undefined && schema['x-kubernetes-preserve-unknown-fields'] === true;
    return schema.nullable === true || anything ? [] : [{ path, message: 'must not be null' }];
  }
  const typeProblem = typeProblemOf(schema, value);
  if (typeProblem !== undefined) return [{ path, message: typeProblem }];
  return [
    ...enumProblems(schema, value).map((message) => ({ path, message })),
    ...(typeof value === 'string' ? stringProblems(schema, value).map((message) => ({ path, message })) : []),
    ...(typeof value === 'number' ? numberProblems(schema, value).map((message) => ({ path, message })) : []),
    ...(isJsonList(value) ? validateList(schema, value, path) : []),
    ...(isJsonObject(value) ? validateObject(schema, value, path) : []),
  ];
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

function validateList(schema: Schema, list: readonly JsonValue[], path: string): readonly ValueProblem[] {
  const { items } = schema;
  return [
    ...listProblems(schema, list).map((message) => ({ path, message })),
    ...(items === undefined
      ? []
      : list.flatMap((item, index) => validateValue(items, item, `${path}[${index}]`))),
  ];
}

function validateObject(schema: Schema, object: JsonObject, path: string): readonly ValueProblem[] {
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
      validateMember(schema, { name, value: object[name] ?? null, path: `${path}.${name}` }),
    ),
  ];
}

type Member = { readonly name: string; readonly value: JsonValue; readonly path: string };

function validateMember(schema: Schema, { name, value, path }: Member): readonly ValueProblem[] {
  const declared =
    schema.properties !== undefined && Object.hasOwn(schema.properties, name)
      ? schema.properties[name]
      : schema.additionalProperties;
  if (declared !== undefined) return validateValue(declared, value, path);
  const kept = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const ofEmbedded = isEmbedded(schema) && ['apiVersion', 'kind', 'metadata'].includes(name);
  return kept || ofEmbedded ? [] : [{ path, message: 'is not a field of the schema and would be dropped' }];
}

function isEmbedded(schema: Schema): boolean {
  return schema['x-kubernetes-embedded-resource'] === true;
}
