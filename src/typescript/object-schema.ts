import type { JsonObject } from '../model/json-value.ts';
import type { Members } from './program.ts';

/**
 * Makes the JSON Schema of an object type. It is closed, as TypeScript takes it where a union's alternatives are told
 * apart; an index signature opens it.
 */
export function objectSchema({ properties, index }: Members, at: string): JsonObject {
  const entries = [...properties].map(([name, member]): [string, JsonObject] => [name, member.schema()]);
  const required = [...properties].filter(([, { optional }]) => !optional).map(([name]) => name);
  const empty = entries.length === 0;
  const open = index !== undefined || empty;
  return {
    type: 'object',
    ...(empty ? {} : { properties: Object.fromEntries(entries) }),
    ...(required.length === 0 ? {} : { required }),
    ...(open ? {} : { additionalProperties: false }),
    ...(index === undefined ? {} : { additionalProperties: index() }),
    'x-kx-at': at,
  };
}
