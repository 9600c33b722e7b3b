import type { Schema } from '../schema/schema.ts';
import { type Context, warn } from './context.ts';

/** What the root of a CRD's schema may have, with the status subresource on or not. */
const ROOT_KEYWORDS: ReadonlySet<string> = new Set([
  'description',
  'title',
  'externalDocs',
  'example',
  'type',
  'properties',
  'required',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
]);

const OBJECT: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/**
 * Makes the schema of whole objects one that the API server takes at its root.
 *
 * @see ValidateCustomResourceDefinitionOpenAPISchema of k8s.io/apiextensions-apiserver
 */
export function rootSchema(context: Context, schema: Schema, source: string): Schema {
  if (schema.type !== 'object') {
    context.notes.violations.push({
      path: source,
      message: 'a resource must be an object',
      hint: `the schema says ${schema.type ?? 'nothing of its type'}`,
    });
    return OBJECT;
  }
  const entries = Object.entries(schema);
  const lost = entries.filter(([keyword]) => !ROOT_KEYWORDS.has(keyword)).map(([keyword]) => keyword);
  if (lost.length > 0) {
    warn(context, source, `${lost.join(', ')} of the whole object is lost: a CRD's root cannot have it`);
  }
  const { required = [] } = schema;
  const needed = required.filter((name) => name !== 'status');
  if (needed.length < required.length) {
    warn(
      context,
      source,
      'that status is required is lost: the API server drops it on create and adds it later',
    );
  }
  const kept: Schema = Object.fromEntries(
    entries.filter(([keyword]) => ROOT_KEYWORDS.has(keyword) && keyword !== 'required'),
  );
  return { ...kept, ...(needed.length === 0 ? {} : { required: needed }) };
}
