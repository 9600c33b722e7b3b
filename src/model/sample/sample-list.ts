import { isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { NoSampleError } from './no-sample-error.ts';
import { sampleScalars } from './sample-scalar.ts';
import type { Sampling } from './sampling.ts';

/**
 * Makes a list that satisfies its schema: as many items as needed, all different where the list type asks for it.
 *
 * @throws NoSampleError where an item, or enough different ones, could not be found
 */
export function sampleList(schema: Schema, sampling: Sampling): readonly JsonValue[] {
  const { items = {}, maxItems = Number.POSITIVE_INFINITY, minItems = 0 } = schema;
  const count = Math.min(maxItems, Math.max(minItems, sampling.mode === 'full' ? 1 : 0));
  if (count === 0) return [];
  const itemPath = `${sampling.path}[]`;
  if (schema['x-kubernetes-list-type'] === 'set') return sampleScalars(items, itemPath, count);
  const list = Array.from({ length: count }, () => sampling.samplePart(items, itemPath));
  return schema['x-kubernetes-list-type'] === 'map' && count > 1
    ? withDifferentKeys(list.filter(isJsonObject), schema, itemPath)
    : list;
}

/** Counts through the values of all keys, the first key fastest. */
function withDifferentKeys(list: readonly JsonObject[], schema: Schema, path: string): readonly JsonObject[] {
  const columns = (schema['x-kubernetes-list-map-keys'] ?? []).map((key) => ({
    key,
    values: valuesOfKey(schema.items?.properties?.[key] ?? {}, `${path}.${key}`, list.length),
  }));
  const combinations = columns.reduce((product, { values }) => product * values.length, 1);
  if (combinations < list.length) {
    throw new NoSampleError(
      path,
      `fewer than ${list.length} different keys were found for the items of ${path}`,
    );
  }
  return list.map((item, index) => {
    let rest = index;
    const keys = columns.map(({ key, values }) => {
      const value = values[rest % values.length] ?? null;
      rest = Math.floor(rest / values.length);
      return [key, value] as const;
    });
    return { ...item, ...Object.fromEntries(keys) };
  });
}

/** @returns as many different values as there are, up to the number wanted */
function valuesOfKey(schema: Schema, path: string, wanted: number): readonly JsonValue[] {
  for (let count = wanted; count > 1; count = Math.ceil(count / 2)) {
    try {
      return sampleScalars(schema, path, count);
    } catch (error) {
      if (!(error instanceof NoSampleError)) throw error;
    }
  }
  return sampleScalars(schema, path);
}
