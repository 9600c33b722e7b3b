import type { Schema } from '../schema/schema.ts';

const SERVER_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);
const PLAIN_KEYWORDS: ReadonlySet<string> = new Set(['description', 'type', 'title']);

/**
 * Takes the fields out of an object's schema that every Kubernetes object has and whose schema the server knows.
 *
 * @returns the schema; a limit of such a field (of metadata.name, say) stays, its description goes
 */
export function withoutServerFields(schema: Schema): Schema {
  const { properties = {}, required, ...others } = schema;
  const own = Object.entries(properties).filter(
    ([name, field]) => !SERVER_FIELDS.has(name) || !isPlain(field),
  );
  const names = new Set(own.map(([name]) => name));
  const needed = required?.filter((name) => names.has(name) || !SERVER_FIELDS.has(name)) ?? [];
  return {
    ...others,
    ...(schema.properties === undefined ? {} : { properties: Object.fromEntries(own) }),
    ...(needed.length === 0 ? {} : { required: needed }),
  };
}

function isPlain(schema: Schema): boolean {
  return Object.keys(schema).every((keyword) => PLAIN_KEYWORDS.has(keyword));
}
