import type { StructuralSchema } from '../../api/structural-schema.ts';

const text: StructuralSchema = { type: 'string' };

/** Of metadata rules see the name and generateName alone. */
const metadata: StructuralSchema = { type: 'object', properties: { name: text, generateName: text } };

/**
 * The schema of a resource, with what rules see of every one of them (WithTypeAndObjectMeta of
 * k8s.io/apiextensions-apiserver pkg/apiserver/schema/cel/model).
 */
export const withResourceFields = (schema: StructuralSchema): StructuralSchema => {
  const { properties = {} } = schema;
  const named = properties['metadata']?.properties ?? {};
  const isWhole =
    properties['kind']?.type === 'string' &&
    properties['apiVersion']?.type === 'string' &&
    named['name']?.type === 'string' &&
    named['generateName']?.type === 'string';
  if (isWhole) return schema;
  return { ...schema, type: 'object', properties: { ...properties, kind: text, apiVersion: text, metadata } };
};
