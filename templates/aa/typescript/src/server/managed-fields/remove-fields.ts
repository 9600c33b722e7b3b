import { isJsonList, isJsonObject, type JsonValue } from '../api/json.ts';
import { memberSchema, type StructuralSchema } from '../api/structural-schema.ts';
import { below, type FieldSet, isEmptySet } from './field-set.ts';
import { stepTo } from './list-steps.ts';
import { mergeTypeOf } from './merge-type.ts';

/**
 * An object without the members of a set (structured-merge-diff typed/remove.go). A map or list that is emptied stays,
 * empty; upstream makes it null, which the API server then refuses for custom resources.
 */
export const removeFields = (
  value: JsonValue,
  set: FieldSet,
  schema: StructuralSchema | undefined,
): JsonValue => {
  if (isEmptySet(set)) return value;
  const type = mergeTypeOf(schema, value);
  if (type.kind === 'map' && isJsonObject(value)) {
    const entries = Object.entries(value).flatMap(([name, member = null]) => {
      const step = `f:${name}`;
      if (set.members.has(step)) return [];
      return [[name, removeFields(member, below(set, step), memberSchema(type.schema, name))]];
    });
    return Object.fromEntries(entries);
  }
  if ((type.kind === 'list' || type.kind === 'set') && isJsonList(value)) {
    const items = type.kind === 'list' ? type.items : undefined;
    const left = value.flatMap((item) => {
      const step = stepTo(item, type);
      return set.members.has(step) ? [] : [removeFields(item, below(set, step), items)];
    });
    return left;
  }
  return value;
};
