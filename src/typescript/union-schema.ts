import type { TSType } from '@babel/types';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json-value.ts';
import { type Program, positionOf, type Scope } from './program.ts';

/** Makes the schema of a union: literals become an enum, `number | string` int-or-string, anything else alternatives. */
export function unionSchema(
  program: Program,
  union: Extract<TSType, { type: 'TSUnionType' }>,
  scope: Scope,
): JsonObject {
  const at = positionOf(union, scope);
  const defined = union.types.filter(({ type }) => type !== 'TSUndefinedKeyword' && type !== 'TSVoidKeyword');
  const schemas = defined.map((type) => program.schemaOf(type, scope));
  const nulls = schemas.filter(isNull);
  const others = schemas.filter((schema) => !isNull(schema));
  const united = unitedSchema(others, at);
  if (nulls.length === 0) return united;
  return others.length === 0 ? { type: 'null' } : { anyOf: [united, { type: 'null' }], 'x-kx-at': at };
}

function isNull({ type }: JsonObject): boolean {
  return type === 'null';
}

function unitedSchema(schemas: readonly JsonObject[], at: string): JsonObject {
  const [only, second] = schemas;
  if (only !== undefined && second === undefined) return only;
  const values = schemas.map(valuesOf);
  const literals = values.flatMap((each) => each ?? []);
  if (!values.includes(undefined)) {
    const isBoolean = literals.length === 2 && literals.every((value) => typeof value === 'boolean');
    return isBoolean ? { type: 'boolean', 'x-kx-at': at } : { enum: literals, 'x-kx-at': at };
  }
  const types = schemas.filter((_schema, index) => values[index] === undefined);
  const wide = types.map(({ type }) => type);
  const covered = literals.every((value) => wide.includes(typeof value));
  const scalars = types.every((schema) =>
    Object.keys(schema).every((key) => key === 'type' || key === 'x-kx-at'),
  );
  if (covered && scalars && wide.length === 1 && types[0] !== undefined) return types[0];
  // The type of int-or-string in clients for Kubernetes.
  if (covered && scalars && wide.length === 2 && wide.includes('number') && wide.includes('string')) {
    return { type: ['integer', 'string'], 'x-kx-at': at };
  }
  return { anyOf: schemas, 'x-kx-at': at };
}

/** @returns the values of a literal or enum, undefined for other schemas */
function valuesOf(schema: JsonValue): readonly JsonValue[] | undefined {
  if (!isJsonObject(schema)) return undefined;
  const { const: value, enum: values } = schema;
  const known = Object.keys(schema).every((key) => ['const', 'enum', 'x-kx-at'].includes(key));
  if (!known) return undefined;
  if (Array.isArray(values)) return values;
  return value === undefined ? undefined : [value];
}
