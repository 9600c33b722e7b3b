import type { KindDefinition } from './kind-definition.ts';

/**
 * Whether a kind has the status subresource: it has when its schema describes a `status`. Then the status is written
 * there alone, and everything else on the object alone.
 */
export const hasStatus = ({ schema }: KindDefinition): boolean =>
  schema.properties !== undefined && Object.hasOwn(schema.properties, 'status');
