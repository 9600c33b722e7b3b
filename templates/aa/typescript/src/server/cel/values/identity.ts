import { type CelMap, type CelValue, isKind, typeNameOf } from './cel-value.ts';

/**
 * A text that is the same for values that are equal: to find members of sets, keys and repetitions without comparing
 * each with each.
 */
export const identityOf = (value: CelValue): string => {
  if (typeof value === 'bigint') return `n${value}`;
  if (typeof value === 'number') return Number.isInteger(value) ? `n${BigInt(value)}` : `n${value}`;
  if (isKind(value, 'uint')) return `n${value.value}`;
  if (isKind(value, 'list')) return listIdentity(value.items.map(identityOf), value.type !== undefined);
  if (isKind(value, 'map')) return mapIdentity(value);
  if (isKind(value, 'optional'))
    return value.value === undefined ? 'none' : `some ${identityOf(value.value)}`;
  if (isKind(value, 'timestamp') || isKind(value, 'duration')) return `${value.kind} ${value.nanoseconds}`;
  if (isKind(value, 'opaque')) return `${value.type} ${value.identity}`;
  if (isKind(value, 'type')) return `type ${value.name}`;
  return `${typeNameOf(value)} ${JSON.stringify(value instanceof Uint8Array ? [...value] : value)}`;
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
