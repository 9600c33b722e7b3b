import type { Schema } from '../schema/schema.ts';

/** @returns whether a CEL rule stands anywhere in a schema */
export function hasRules(schema: Schema): boolean {
  if ((schema['x-kubernetes-validations'] ?? []).length > 0) return true;
  const { properties = {}, items, additionalProperties } = schema;
  const below = [...Object.values(properties), items, additionalProperties];
  return below.some((child) => child !== undefined && hasRules(child));
}
