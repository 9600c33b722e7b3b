import type { CelMap, CelValue, Tagged } from './cel-value.ts';

/**
 * A text that is the same for values that are equal: to find members of sets, keys and repetitions without comparing
 * each with each.
 */
export const identityOf = (value: CelValue): string => {
  if (typeof value === 'bigint') return `n${value}`;
  if (typeof value === 'number') return Number.isInteger(value) ? `n${BigInt(value)}` : `n${value}`;
  if (typeof value !== 'object' || value === null) return `${typeof value} ${JSON.stringify(value)}`;
  return value instanceof Uint8Array ? `bytes ${value.join()}` : taggedIdentity(value);
};

const taggedIdentity = (value: Tagged): string => {
  switch (value.kind) {
    case 'uint':
      return `n${value.value}`;
    case 'list':
      return listIdentity(value.items.map(identityOf), value.type !== undefined);
    case 'map':
      return mapIdentity(value);
    case 'optional':
      return value.value === undefined ? 'none' : `some ${identityOf(value.value)}`;
    case 'timestamp':
    case 'duration':
      return `${value.kind} ${value.nanoseconds}`;
    case 'opaque':
      return `${value.type} ${value.identity}`;
    case 'type':
      return `type ${value.name}`;
  }
};

const listIdentity = (items: readonly string[], isUnordered: boolean): string =>
  JSON.stringify(isUnordered ? items.toSorted() : items);

const mapIdentity = ({ keys, find, hidden }: CelMap): string => {
  const members = keys().map((key): [string, string] => [identityOf(key), identityOf(find(key) ?? null)]);
  const others = [...(hidden ?? [])].map(([name, value]): [string, string] => [
    `hidden ${name}`,
    JSON.stringify(value),
  ]);
  return JSON.stringify([...members, ...others].toSorted(([a], [b]) => (a < b ? -1 : 1)));
};
