import { operators } from '../evaluate/operators.ts';
import { sortByKeys } from '../evaluate/sort-by-keys.ts';
import { CelError } from '../values/cel-error.ts';
import { listOf, optionalOf } from '../values/cel-list.ts';
import { type CelList, type CelValue, isKind } from '../values/cel-value.ts';
import { compareValues } from '../values/compare.ts';
import { areEqual } from '../values/equality.ts';
import { identityOf } from '../values/identity.ts';
import { type Library, on } from './overload.ts';

const best = ({ items }: CelList, name: string, isBetter: (order: number) => boolean): CelValue => {
  const [first, ...rest] = items;
  if (first === undefined) throw new CelError(`${name} called on empty list`);
  return rest.reduce((kept, each) => (isBetter(compareValues(each, kept)) ? each : kept), first);
};

const add = operators['_+_'] ?? areEqual;

const slice = ({ items }: CelList, start: bigint, end: bigint): CelValue => {
  const range = `cannot slice(${start}, ${end}),`;
  if (start < 0n || end < 0n) throw new CelError(`${range} negative indexes not supported`);
  if (start > end) throw new CelError(`${range} start index must be less than or equal to end index`);
  if (end > items.length) throw new CelError(`${range} list is length ${items.length}`);
  return listOf(items.slice(Number(start), Number(end)));
};

const flatten = ({ items }: CelList, depth: bigint): readonly CelValue[] => {
  if (depth < 0n) throw new CelError('level must be non-negative');
  return items.flatMap((item) => (isKind(item, 'list') && depth > 0n ? flatten(item, depth - 1n) : [item]));
};

/** As upstream's cost limit has it, and so that no rule fills the memory. */
const longestRange = 1_000_000n;

const range = (length: bigint): CelValue => {
  if (length < 0n) throw new CelError(`lists.range: size must be non-negative, got ${length}`);
  if (length > longestRange)
    throw new CelError(`lists.range: size ${length} exceeds maximum allowed (${longestRange})`);
  return listOf(Array.from({ length: Number(length) }, (_, index) => BigInt(index)));
};

const distinct = ({ items }: CelList): CelValue => {
  const kept = new Map<string, CelValue>();
  for (const item of items) if (!kept.has(identityOf(item))) kept.set(identityOf(item), item);
  return listOf([...kept.values()]);
};

const indexWhere = (index: number): bigint => BigInt(index);

const isSorted = ({ items }: CelList): boolean =>
  items.every((item, index) => index === 0 || compareValues(items[index - 1] ?? item, item) <= 0);

const containsAll = (list: CelList, parts: CelList): boolean => {
  const known = new Set(list.items.map(identityOf));
  return parts.items.every((part) => known.has(identityOf(part)));
};

/** Functions on lists: those of Kubernetes, of cel-go's lists library and of its sets library. */
export const listFunctions: Library = {
  isSorted: [on(['list'], isSorted)],
  sum: [on(['list'], ({ items: [first, ...rest] }) => (first === undefined ? 0n : rest.reduce(add, first)))],
  max: [on(['list'], (list) => best(list, 'max', (order) => order > 0))],
  min: [on(['list'], (list) => best(list, 'min', (order) => order < 0))],
  indexOf: [
    on(['list', 'any'], ({ items }, item) => indexWhere(items.findIndex((each) => areEqual(each, item)))),
  ],
  lastIndexOf: [
    on(['list', 'any'], ({ items }, item) => indexWhere(items.findLastIndex((each) => areEqual(each, item)))),
  ],
  includes: [
    on(['list', 'any'], ({ items }, item) => items.some((each) => areEqual(each, item))),
    on(['any', 'any'], areEqual),
  ],
  distinct: [on(['list'], distinct)],
  reverse: [on(['list'], ({ items }) => listOf(items.toReversed()))],
  first: [on(['list'], ({ items }) => optionalOf(items[0]))],
  last: [on(['list'], ({ items }) => optionalOf(items.at(-1)))],
  flatten: [
    on(['list'], (list) => listOf(flatten(list, 1n))),
    on(['list', 'int'], (list, depth) => listOf(flatten(list, depth))),
  ],
  slice: [on(['list', 'int', 'int'], slice)],
  sort: [on(['list'], (list) => sortByKeys(list, list))],
  'lists.range': [on(['int'], range)],
  'sets.contains': [on(['list', 'list'], containsAll)],
  'sets.equivalent': [on(['list', 'list'], (a, b) => containsAll(a, b) && containsAll(b, a))],
  'sets.intersects': [
    on(['list', 'list'], (a, b) => {
      const known = new Set(a.items.map(identityOf));
      return b.items.some((item) => known.has(identityOf(item)));
    }),
  ],
};
