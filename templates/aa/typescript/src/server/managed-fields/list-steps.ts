import { isJsonObject, type JsonValue, ownMember } from '../api/json.ts';
import type { MergeType } from './merge-type.ts';

/** The step to an item of a list that is a set, or has keys. */
export const stepTo = (item: JsonValue, type: MergeType & { readonly kind: 'list' | 'set' }): string => {
  if (type.kind === 'set') return `v:${JSON.stringify(item)}`;
  const keys = type.keys.toSorted().flatMap((key) => {
    const value = keyValue(item, key, type);
    return value === undefined ? [] : [[key, value]];
  });
  return `k:${JSON.stringify(Object.fromEntries(keys))}`;
};

/** A key that is absent counts with its default. */
const keyValue = (
  item: JsonValue,
  key: string,
  { items }: MergeType & { readonly kind: 'list' },
): JsonValue | undefined =>
  (isJsonObject(item) ? ownMember(item, key) : undefined) ?? items.properties?.[key]?.default;
