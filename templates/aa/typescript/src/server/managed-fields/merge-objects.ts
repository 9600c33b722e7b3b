import { isJsonList, isJsonObject, type JsonValue, ownMember } from '../api/json.ts';
import { memberSchema, type StructuralSchema } from '../api/structural-schema.ts';
import { mergeLists } from './merge-lists.ts';
import { mergeTypeOf } from './merge-type.ts';

/** What is stored with what is applied over it (structured-merge-diff typed/merge.go): the latter counts. */
export const mergeObjects = (
  stored: JsonValue | undefined,
  applied: JsonValue | undefined,
  schema: StructuralSchema | undefined,
): JsonValue | undefined => {
  if (applied === undefined) return stored;
  if (stored === undefined) return applied;
  // Nothing is applied to what is merged, unless there is nothing in it either.
  if (applied === null && mergeTypeOf(schema, stored).kind !== 'leaf' && !isEmpty(stored)) return stored;
  const type = mergeTypeOf(schema, applied);
  if (type.kind === 'map' && isJsonObject(stored) && isJsonObject(applied)) {
    const names = [...new Set([...Object.keys(stored), ...Object.keys(applied)])];
    return Object.fromEntries(
      names.map((name) => {
        const member = memberSchema(type.schema, name);
        return [name, mergeObjects(ownMember(stored, name), ownMember(applied, name), member)];
      }),
    );
  }
  const isKeyed = type.kind === 'list' || type.kind === 'set';
  if (!isKeyed || !isJsonList(stored) || !isJsonList(applied)) return applied;
  const items = type.kind === 'list' ? type.items : undefined;
  return mergeLists({ stored, applied, type, merge: (old, now) => mergeObjects(old, now, items) });
};

const isEmpty = (value: JsonValue): boolean =>
  (isJsonList(value) && value.length === 0) || (isJsonObject(value) && Object.keys(value).length === 0);
