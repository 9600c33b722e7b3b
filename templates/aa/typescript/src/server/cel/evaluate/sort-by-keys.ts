import { CelError, noSuchOverload } from '../values/cel-error.ts';
import { listOf } from '../values/cel-list.ts';
import { type CelValue, isKind, kindOf } from '../values/cel-value.ts';
import { compareValues } from '../values/compare.ts';

const comparable: ReadonlySet<string> = new Set(
  'bool bytes double duration int string timestamp uint'.split(' '),
);

/** A list in the order of another one of the same length. @throws CelError for keys that have no order */
export const sortByKeys = (list: CelValue, keys: CelValue): CelValue => {
  if (!isKind(list, 'list') || !isKind(keys, 'list')) throw noSuchOverload();
  const [first] = keys.items;
  if (first === undefined) return list;
  const kind = kindOf(first);
  if (!comparable.has(kind)) throw new CelError('list elements must be comparable');
  if (keys.items.some((key) => kindOf(key) !== kind)) {
    throw new CelError('list elements must have the same type');
  }
  const paired = list.items.map((item, index) => ({ item, key: keys.items[index] ?? null }));
  return listOf(paired.toSorted((a, b) => compareValues(a.key, b.key)).map(({ item }) => item));
};
