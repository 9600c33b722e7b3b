import type { Schema } from './schema.ts';

/** @returns the schemas directly inside of a schema, each with its path as the field language goes on */
export function childrenOf(
  schema: Schema,
  path: string,
): readonly (readonly [path: string, child: Schema])[] {
  const { properties = {}, items, additionalProperties } = schema;
  return [
    ...Object.entries(properties).map(([name, child]) => [`${path}.${name}`, child] as const),
    ...(items === undefined ? [] : [[`${path}[]`, items] as const]),
    ...(additionalProperties === undefined ? [] : [[`${path}{}`, additionalProperties] as const]),
  ];
}
