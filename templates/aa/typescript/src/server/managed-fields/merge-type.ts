import { isJsonList, isJsonObject, type JsonValue } from '../api/json.ts';
import type { StructuralSchema } from '../api/structural-schema.ts';

/** How a value is owned and merged: as one, by its members, or by the items of its list. */
export type MergeType =
  | { readonly kind: 'leaf' }
  | {
      readonly kind: 'map';
      readonly schema: StructuralSchema;
    }
  | { readonly kind: 'set' }
  | {
      readonly kind: 'list';
      readonly keys: readonly string[];
      readonly items: StructuralSchema;
    };

const leaf: MergeType = { kind: 'leaf' };

/**
 * The merge type of a value by its schema, as k8s.io/apiextensions-apiserver gives it to structured-merge-diff: maps
 * are granular and lists atomic where the schema does not say otherwise. A value that is another than its schema says,
 * or that has none, is taken for what it is.
 */
export const mergeTypeOf = (
  schema: StructuralSchema | undefined,
  value: JsonValue | undefined,
): MergeType => {
  if (isJsonObject(value)) {
    return schema?.['x-kubernetes-map-type'] === 'atomic' ? leaf : { kind: 'map', schema: schema ?? {} };
  }
  if (!isJsonList(value) || schema === undefined) return leaf;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const listType = schema['x-kubernetes-list-type'];
  if (listType === 'set') return { kind: 'set' };
  return listType === 'map' && schema.items !== undefined
    ? { kind: 'list', keys, items: schema.items }
    : leaf;
};
