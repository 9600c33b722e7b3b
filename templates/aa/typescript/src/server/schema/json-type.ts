import type { JsonValue } from '../api/json.ts';
import type { StructuralSchema } from '../api/structural-schema.ts';

/** The name of a value's type as messages of the API server give it. */
export const jsonTypeOf = (value: JsonValue): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'number') return typeof value;
  return Number.isInteger(value) ? 'integer' : 'number';
};

/** The types that a schema allows; none means any. */
export const allowedTypes = (schema: StructuralSchema): readonly string[] => {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  return schema.type === undefined ? [] : [schema.type];
};

/** Whether a value has one of the allowed types: every integer is a number too. */
export const hasAllowedType = (value: JsonValue, allowed: readonly string[]): boolean => {
  const type = jsonTypeOf(value);
  return allowed.length === 0 || allowed.includes(type) || (type === 'integer' && allowed.includes('number'));
};
