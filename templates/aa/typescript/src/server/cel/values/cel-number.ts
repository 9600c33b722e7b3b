import { CelError } from './cel-error.ts';
import type { CelUint } from './cel-value.ts';

/** An unsigned integer. */
export const uintOf = (value: bigint): CelUint => ({ kind: 'uint', value });

/** An int if it fits 64 bits. @throws CelError */
export const checkedInt = (value: bigint, what = 'integer'): bigint => {
  if (value !== BigInt.asIntN(64, value)) throw new CelError(`${what} overflow`);
  return value;
};

/** An uint if it fits 64 bits. @throws CelError */
export const checkedUint = (value: bigint): CelUint => {
  if (value !== BigInt.asUintN(64, value)) throw new CelError('unsigned integer overflow');
  return uintOf(value);
};

/** The whole part of a double. @throws CelError where it does not fit */
export const wholePart = (value: number): bigint => {
  if (!Number.isFinite(value)) throw new CelError('integer overflow');
  return BigInt(Math.trunc(value));
};

/** A double as Go's `%g` writes it: `1e+06`, `0.1`. */
export const doubleText = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
};

/** A finite double with so many digits after the point; a tie goes to the even digit, as in Go. */
export const fixedText = (value: number, precision: number): string => {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return doubleText(value);
  if (size >= 1e21) return `${BigInt(value)}${precision === 0 ? '' : `.${'0'.repeat(precision)}`}`;
  const rounded = size.toFixed(precision);
  const exact = size.toFixed(100);
  const [kept = '', rest = ''] = divided(exact, exact.length - 100 + precision);
  const isTie = /^50*$/.test(rest) && /[02468]\.?$/.test(kept);
  const text = isTie ? kept.replace(/\.$/, '') : rounded;
  return value < 0 || Object.is(value, -0) ? `-${text}` : text;
};

const divided = (text: string, at: number): readonly string[] => [text.slice(0, at), text.slice(at)];
