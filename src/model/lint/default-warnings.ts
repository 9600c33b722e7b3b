import type { Violation } from '../../errors.ts';
import { childrenOf } from '../schema/children-of.ts';
import type { Schema } from '../schema/schema.ts';

/**
 * Finds defaults that no object ever gets: those of items and of the values of maps, which are never absent; a null in
 * place of one gives way to the default where null is not allowed, and that is all that they do.
 *
 * @param schema of a whole object
 * @returns warnings at the fields that have such defaults
 */
export function defaultWarnings(schema: Schema, path: string): readonly Violation[] {
  return childrenOf(schema, path).flatMap(([at, child]) => {
    const isMember = at === `${path}[]` || at === `${path}{}`;
    const below = defaultWarnings(child, at);
    if (!isMember || child.default === undefined) return below;
    const what = at.endsWith('[]') ? 'an item of a list' : 'a value of a map';
    const message = `has a default that never applies: ${what} is never absent`;
    return [{ path: at, message, hint: 'give the default to the fields in it, or to the whole' }, ...below];
  });
}
