import type { CustomResourceVersion } from '../custom-resource.ts';
import type { Schema } from '../schema/schema.ts';

/** @returns the schema of what is written when an object is created: the server drops a status with a subresource */
export function writtenSchema({ schema, status }: CustomResourceVersion): Schema {
  if (!status) return schema;
  const { status: _, ...properties } = schema.properties ?? {};
  return { ...schema, properties };
}
