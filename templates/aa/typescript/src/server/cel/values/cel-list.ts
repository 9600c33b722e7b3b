import type { CelList, CelMap, CelOptional, CelValue } from './cel-value.ts';

/** A list of values. */
export const listOf = (items: readonly CelValue[]): CelList => ({ kind: 'list', items });

/** The optional that has a value, or none. */
export const optionalOf = (value?: CelValue): CelOptional => ({ kind: 'optional', value });

/** What tells a key of a map from others: numbers of different types are one key. */
const keyText = (key: CelValue): string => {
  if (typeof key === 'object' && key !== null && 'kind' in key && key.kind === 'uint') return `n${key.value}`;
  return typeof key === 'bigint' || typeof key === 'number' ? `n${key}` : `${typeof key} ${String(key)}`;
};

/** A map of these entries; the last of a key counts. */
export const mapOf = (entries: readonly (readonly [key: CelValue, value: CelValue])[]): CelMap => {
  const members = new Map(entries.map((entry) => [keyText(entry[0]), entry] as const));
  return {
    kind: 'map',
    size: members.size,
    keys: () => [...members.values()].map(([key]) => key),
    find: (key) => members.get(keyText(key))?.[1],
  };
};
