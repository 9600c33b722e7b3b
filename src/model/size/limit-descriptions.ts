import type { CustomResource } from '../custom-resource.ts';
import { mapSchema } from '../schema/map-schema.ts';
import type { Schema } from '../schema/schema.ts';
import { cutText } from './cut-text.ts';

/**
 * Cuts every description of a resource's schemas.
 *
 * @param length the most characters that each may have; 0 drops them
 */
export function limitDescriptions(resource: CustomResource, length: number): CustomResource {
  const versions = resource.versions.map((version) => ({
    ...version,
    schema: mapSchema(version.schema, (node) =>
      node.description === undefined ? node : withDescription(node, cutText(node.description, length)),
    ),
  }));
  return { ...resource, versions };
}

/** @returns the node with that description, in the place where it had one, or with none */
export function withDescription(node: Schema, description: string | undefined): Schema {
  const { description: _, ...others } = node;
  return description === undefined ? others : { ...node, description };
}
