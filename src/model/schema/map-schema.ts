import type { Schema } from './schema.ts';

/** Changes one node; how deep it is counts fields, items and values below the root. */
type ChangeNode = (node: Schema, depth: number) => Schema;

/**
 * Changes every node of a schema, parents before what is in them, always in the same order.
 *
 * @returns a new schema
 */
export function mapSchema(schema: Schema, change: ChangeNode, depth = 0): Schema {
  const node = change(schema, depth);
  const { properties, items, additionalProperties } = node;
  const below = (child: Schema) => mapSchema(child, change, depth + 1);
  return {
    ...node,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, child]) => [name, below(child)]),
          ),
        }),
    ...(items === undefined ? {} : { items: below(items) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: below(additionalProperties) }),
  };
}
