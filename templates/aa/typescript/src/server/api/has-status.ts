import type { KindDefinition } from './kind-definition.ts';

/**
 * Whether a kind has the status subresource: it has when its schema describes a `status`, unless it says otherwise. Then the status is written
 * there alone, and everything else on the object alone.
 */
export const hasStatus = ({ schema, statusSubresource = true }: KindDefinition): boolean =>
  statusSubresource && schema.properties !== undefined && Object.hasOwn(schema.properties, 'status');
