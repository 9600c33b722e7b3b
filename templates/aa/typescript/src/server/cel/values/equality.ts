import { isDeepStrictEqual } from 'node:util';
import { noSuchOverload } from './cel-error.ts';
import { type CelList, type CelMap, type CelValue, isKind, kindOf, typeNameOf } from './cel-value.ts';
import { identityOf } from './identity.ts';

/**
 * `a == b`: numbers by their amount whatever their type, lists of the object by their x-kubernetes-list-type.
 * Values of different types are different.
 */
export const areEqual = (a: CelValue, b: CelValue): boolean => {
  const kind = kindOf(a);
  const compare = Object.hasOwn(comparisons, kind) ? comparisons[kind] : undefined;
  return compare === undefined ? identityOf(a) === identityOf(b) : compare(a, b);
};

const comparisons: Readonly<Record<string, (a: CelValue, b: CelValue) => boolean>> = {
  double: (a, b) => !Number.isNaN(a) && identityOf(a) === identityOf(b),
  list: (a, b) => {
    if (isKind(a, 'list') && isKind(b, 'list')) return areEqualLists(a, b);
    if (isUntyped(a)) return false;
    throw noSuchOverload();
  },
  map: (a, b) => {
    if (isKind(a, 'map') && isKind(b, 'map')) return areEqualMaps(a, b);
    if (isUntyped(a)) return false;
    throw noSuchOverload();
  },
  optional: (a, b) => {
    const [first, second] = [a, b].map((each) => (isKind(each, 'optional') ? each.value : undefined));
    const isSame = kindOf(b) === 'optional' && first === second;
    return isSame || (first !== undefined && second !== undefined && areEqual(first, second));
  },
};

const isUntyped = (value: CelValue): boolean =>
  (isKind(value, 'list') || isKind(value, 'map')) && value.isUntyped === true;

const areEqualLists = (a: CelList, b: CelList): boolean => {
  if (a.items.length !== b.items.length) return false;
  if (a.type === undefined) return a.items.every((item, index) => areEqual(item, b.items[index] ?? null));
  const { type } = a;
  const key = type === 'set' ? identityOf : (item: CelValue) => keyOf(item, type.keys);
  const known = new Map(a.items.map((item) => [key(item), item]));
  const seen = new Set<string>();
  for (const item of b.items) {
    const own = known.get(key(item));
    if (own === undefined || !areEqual(own, item)) return false;
    seen.add(key(item));
  }
  return seen.size === known.size;
};

/** What identifies an item of a list with keys, as text. */
export const keyOf = (item: CelValue, keys: readonly string[]): string => {
  if (!isKind(item, 'map')) throw noSuchOverload(`key of ${typeNameOf(item)}`);
  return JSON.stringify(keys.map((key) => identityOf(item.find(key) ?? null)));
};

const areEqualMaps = (a: CelMap, b: CelMap): boolean =>
  a.size === b.size &&
  a.keys().every((key) => {
    const own = a.find(key);
    const other = b.find(key);
    if (own === undefined || other === undefined) return own === other;
    return areEqual(own, other);
  }) &&
  [...(a.hidden ?? [])].every(
    ([name, value]) => !b.hidden?.has(name) || isDeepStrictEqual(value, b.hidden.get(name)),
  );
