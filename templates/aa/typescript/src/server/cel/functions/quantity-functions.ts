import { CelError } from '../values/cel-error.ts';
import { opaqueType } from './opaque.ts';
import { type Library, type Overload, on } from './overload.ts';

/*
 * The library quantity of Kubernetes (k8s.io/apiserver pkg/cel/library/quantity.go; k8s.io/apimachinery
 * pkg/api/resource).
 */

/** An amount in billionths, and the whole number that it was written as, if it was. */
type Quantity = { readonly billionths: bigint; readonly whole: bigint | undefined };

const quantities = opaqueType<Quantity>('kubernetes.Quantity', ({ billionths }) => String(billionths));

const shape = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;
const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimal: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

const formatWrong =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Beyond it the numbers fill the memory, and kube-apiserver takes seconds. */
const largestExponent = 1000;

const quantityOf = (text: string): Quantity => {
  const [matched, sign = '', whole = '', fraction = '', suffix = ''] = shape.exec(text) ?? [];
  if (matched === undefined || text === '') throw new CelError(formatWrong);
  const scale = scaleOf(suffix);
  if (whole + fraction === '' && suffix !== '')
    throw new CelError('unable to parse numeric part of quantity');
  const digits = BigInt(`0${whole}${fraction}`);
  const size = scaled(digits, { ...scale, tenPower: scale.tenPower + 9 - fraction.length });
  const exact = fraction.length <= scale.tenPower && scale.isWhole(fraction);
  const billionths = sign === '-' ? -size : size;
  const amount = billionths / 1_000_000_000n;
  return { billionths, whole: exact && amount === BigInt.asIntN(64, amount) ? amount : undefined };
};

type Scale = {
  readonly tenPower: number;
  readonly twoPower: number;
  /** Of a quantity with binary suffix a fraction is never a whole number for upstream. */
  readonly isWhole: (fraction: string) => boolean;
};

const scaleOf = (suffix: string): Scale => {
  const two = binary.indexOf(suffix);
  if (two >= 0) return { tenPower: 0, twoPower: (two + 1) * 10, isWhole: (fraction) => fraction === '' };
  const exponent = /^[eE][+-]?\d+$/.test(suffix) ? Number(suffix.slice(1)) : decimal[suffix];
  if (exponent === undefined || Math.abs(exponent) > largestExponent)
    throw new CelError("unable to parse quantity's suffix");
  return { tenPower: exponent, twoPower: 0, isWhole: () => true };
};

/** Rounded up, away from 0. */
const scaled = (digits: bigint, { tenPower, twoPower }: Omit<Scale, 'isWhole'>): bigint => {
  const amount = digits << BigInt(twoPower);
  if (tenPower >= 0) return amount * 10n ** BigInt(tenPower);
  const divisor = 10n ** BigInt(-tenPower);
  return (amount + divisor - 1n) / divisor;
};

const combined = (a: Quantity, b: Quantity, sign: bigint): Quantity => {
  const whole = a.whole === undefined || b.whole === undefined ? undefined : a.whole + sign * b.whole;
  return {
    billionths: a.billionths + sign * b.billionths,
    whole: whole === undefined || whole !== BigInt.asIntN(64, whole) ? undefined : whole,
  };
};

const ofInt = (value: bigint): Quantity => ({ billionths: value * 1_000_000_000n, whole: value });

const orderOf = (a: Quantity, b: Quantity): number => {
  if (a.billionths === b.billionths) return 0;
  return a.billionths < b.billionths ? -1 : 1;
};

const arithmetic = (sign: bigint): readonly Overload[] => [
  quantities.onBoth((a, b) => quantities.of(combined(a, b, sign))),
  ([of, value]) => {
    const quantity = quantities.contentOf(of);
    return quantity === undefined || typeof value !== 'bigint'
      ? undefined
      : quantities.of(combined(quantity, ofInt(value), sign));
  },
];

const isQuantity = (text: string): boolean => {
  try {
    quantityOf(text);
    return true;
  } catch {
    return false;
  }
};

/** Functions on quantities. */
export const quantityFunctions: Library = {
  quantity: [on(['string'], (text) => quantities.of(quantityOf(text)))],
  isQuantity: [on(['string'], isQuantity)],
  add: arithmetic(1n),
  sub: arithmetic(-1n),
  asApproximateFloat: [quantities.on(({ billionths }) => Number(billionths) / 1e9)],
  asInteger: [
    quantities.on(({ whole }) => {
      if (whole === undefined) throw new CelError('cannot convert value to integer');
      return whole;
    }),
  ],
  isInteger: [quantities.on(({ whole }) => whole !== undefined)],
  sign: [quantities.on((quantity) => BigInt(orderOf(quantity, ofInt(0n))))],
  compareTo: [quantities.onBoth((a, b) => BigInt(orderOf(a, b)))],
  isGreaterThan: [quantities.onBoth((a, b) => orderOf(a, b) > 0)],
  isLessThan: [quantities.onBoth((a, b) => orderOf(a, b) < 0)],
};
