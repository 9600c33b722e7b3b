import type { Schema } from '../schema/schema.ts';

/** What the API server takes as the name of an object of a CRD (apimachinery, IsDNS1123Subdomain). */
const OBJECT_NAME: Schema = {
  type: 'string',
  pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
  maxLength: 253,
};

/**
 * @param schema of a whole object, which may limit names
 * @returns what rules see of every resource beside its own fields
 */
export function resourceProperties(schema: Schema): Readonly<Record<string, Schema>> {
  const { name } = schema.properties?.['metadata']?.properties ?? {};
  return {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: {
      type: 'object',
      properties: { generateName: { type: 'string' }, name: nameSchema(name) },
    },
  };
}

function nameSchema(declared: Schema | undefined): Schema {
  if (declared === undefined) return OBJECT_NAME;
  const { allOf = [], pattern, maxLength = 253, type: _, ...others } = declared;
  return {
    ...OBJECT_NAME,
    ...others,
    maxLength: Math.min(253, maxLength),
    ...(pattern === undefined
      ? { allOf }
      : { pattern, allOf: [...allOf, { pattern: OBJECT_NAME.pattern ?? '' }] }),
  };
}
