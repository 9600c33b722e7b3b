import type { Problem } from '../../errors.ts';
import type { Schema } from '../schema/schema.ts';

/** Checks that an object's limits leave room for what it must have, and can be reached with what it may have. */
export function objectProblems(schema: Schema): readonly Problem[] {
  if (schema.type !== 'object') return [];
  const known = Object.keys(schema.properties ?? {}).length;
  const required = schema.required?.length ?? 0;
  const open =
    schema.additionalProperties !== undefined || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema;
  return [
    ...(!open && minProperties > known
      ? [{ message: `minProperties is ${minProperties}, but only ${known} fields are declared` }]
      : []),
    ...(maxProperties < required
      ? [{ message: `maxProperties is ${maxProperties}, but ${required} fields are required` }]
      : []),
  ];
}
