import { CelError, noSuchOverload } from '../values/cel-error.ts';
import { listOf } from '../values/cel-list.ts';
import { checkedInt, checkedUint } from '../values/cel-number.ts';
import {
  type CelKind,
  type CelKinds,
  type CelList,
  type CelTimestamp,
  type CelValue,
  isKind,
  kindOf,
} from '../values/cel-value.ts';
import { compareValues } from '../values/compare.ts';
import { areEqual, keyOf } from '../values/equality.ts';
import { durationOf } from '../values/go-duration.ts';
import { identityOf } from '../values/identity.ts';
import { timestampAt } from '../values/timestamp.ts';

/** What an operator with two sides makes of them. @throws CelError */
export type Operator = (left: CelValue, right: CelValue) => CelValue;

type Pairs = { readonly [Kind in CelKind]?: (left: CelKinds[Kind], right: CelKinds[Kind]) => CelValue };

/** An operator on two values of one kind; of another kind `otherwise` decides. */
const onPairs =
  (name: string, pairs: Pairs, otherwise: Operator = (left) => refuse(name, left, pairs)): Operator =>
  (left, right) => {
    const kind = kindOf(left);
    return kind === kindOf(right)
      ? applyPair(pairs, kind, { left, right, otherwise })
      : otherwise(left, right);
  };

type Operands = { readonly left: CelValue; readonly right: CelValue; readonly otherwise: Operator };

const applyPair = <Kind extends CelKind>(
  pairs: Pairs,
  kind: Kind,
  { left, right, otherwise }: Operands,
): CelValue => {
  const apply = pairs[kind];
  const fits = isKind(left, kind) && isKind(right, kind) && apply !== undefined;
  return fits ? apply(left, right) : otherwise(left, right);
};

/** As cel-go tells it: by its name where the left side never has the operator, without where the right does not fit. */
const refuse = (name: string, left: CelValue, pairs: Pairs): never => {
  const kind = kindOf(left);
  const knows = pairs[kind] !== undefined || ['string', 'timestamp', 'duration'].includes(kind);
  throw noSuchOverload(knows ? '' : name);
};

const nonZero = (value: bigint, what: string): bigint => {
  if (value === 0n) throw new CelError(`${what} by zero`);
  return value;
};

const moved = ({ nanoseconds }: CelTimestamp, by: bigint): CelValue => timestampAt(nanoseconds + by);

const added: Pairs = {
  int: (a, b) => checkedInt(a + b),
  uint: (a, b) => checkedUint(a.value + b.value),
  double: (a, b) => a + b,
  string: (a, b) => a + b,
  bytes: (a, b) => Uint8Array.from([...a, ...b]),
  duration: (a, b) => durationOf(checkedInt(a.nanoseconds + b.nanoseconds)),
  list: (a, b) => joined(a, b),
};

const subtracted: Pairs = {
  int: (a, b) => checkedInt(a - b),
  uint: (a, b) => checkedUint(a.value - b.value),
  double: (a, b) => a - b,
  duration: (a, b) => durationOf(checkedInt(a.nanoseconds - b.nanoseconds)),
  timestamp: (a, b) => durationOf(a.nanoseconds - b.nanoseconds),
};

const compared =
  (name: string, decide: (order: number) => boolean): Operator =>
  (left, right) => {
    if (!ordered.has(kindOf(left))) throw noSuchOverload(name);
    if (Number.isNaN(left) || Number.isNaN(right)) throw new CelError('NaN values cannot be ordered');
    return decide(compareValues(left, right));
  };

const ordered: ReadonlySet<string> = new Set(
  'bool bytes double duration int string timestamp uint'.split(' '),
);

/** The operators with two sides that look at both, by the names that cel-go gives them. */
export const operators: Readonly<Record<string, Operator>> = {
  '_==_': areEqual,
  '_!=_': (left, right) => !areEqual(left, right),
  '_<_': compared('_<_', (order) => order < 0),
  '_<=_': compared('_<=_', (order) => order <= 0),
  '_>_': compared('_>_', (order) => order > 0),
  '_>=_': compared('_>=_', (order) => order >= 0),
  '_+_': onPairs('_+_', added, (left, right) => {
    if (isKind(left, 'timestamp') && isKind(right, 'duration')) return moved(left, right.nanoseconds);
    if (isKind(left, 'duration') && isKind(right, 'timestamp')) return moved(right, left.nanoseconds);
    return refuse('_+_', left, added);
  }),
  '_-_': onPairs('_-_', subtracted, (left, right) => {
    if (isKind(left, 'timestamp') && isKind(right, 'duration')) return moved(left, -right.nanoseconds);
    return refuse('_-_', left, subtracted);
  }),
  '_*_': onPairs('_*_', {
    int: (a, b) => checkedInt(a * b),
    uint: (a, b) => checkedUint(a.value * b.value),
    double: (a, b) => a * b,
  }),
  '_/_': onPairs('_/_', {
    int: (a, b) => checkedInt(a / nonZero(b, 'division')),
    uint: (a, b) => checkedUint(a.value / nonZero(b.value, 'division')),
    double: (a, b) => a / b,
  }),
  '_%_': onPairs('_%_', {
    int: (a, b) => a % nonZero(b, 'modulus'),
    uint: (a, b) => checkedUint(a.value % nonZero(b.value, 'modulus')),
  }),
  '@in': (item, container) => {
    if (isKind(container, 'list')) return container.items.some((each) => areEqual(each, item));
    if (isKind(container, 'map')) return container.find(item) !== undefined;
    throw noSuchOverload();
  },
};

/** Sets are united, and of lists with keys the items on the right replace those of the same key. */
const joined = (a: CelList, b: CelList): CelList => {
  const { type } = a;
  if (type === undefined) return listOf([...a.items, ...b.items]);
  const key = type === 'set' ? identityOf : (item: CelValue) => keyOf(item, type.keys);
  const members = new Map(a.items.map((item) => [key(item), item]));
  for (const item of b.items) if (type !== 'set' || !members.has(key(item))) members.set(key(item), item);
  return { kind: 'list', items: [...members.values()], type };
};
