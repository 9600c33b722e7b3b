import { noSuchOverload } from './cel-error.ts';
import { type CelValue, isKind } from './cel-value.ts';

/** Below 0, 0 or above 0, as one value comes before another. @throws CelError where they have no order */
export const compareValues = (a: CelValue, b: CelValue): number => {
  const first = amountOf(a);
  const second = amountOf(b);
  if (first !== undefined && second !== undefined) return order(first, second);
  if (isKind(a, 'string') && isKind(b, 'string')) return compareTexts(a, b);
  if (isKind(a, 'bytes') && isKind(b, 'bytes')) return compareBytes(a, b);
  if (isKind(a, 'bool') && isKind(b, 'bool')) return order(Number(a), Number(b));
  const isMoment = isKind(a, 'timestamp') && isKind(b, 'timestamp');
  const isSpan = isKind(a, 'duration') && isKind(b, 'duration');
  if (isMoment || isSpan) return order(a.nanoseconds, b.nanoseconds);
  throw noSuchOverload();
};

const amountOf = (value: CelValue): bigint | number | undefined => {
  if (isKind(value, 'uint')) return value.value;
  return typeof value === 'bigint' || typeof value === 'number' ? value : undefined;
};

const order = (a: bigint | number, b: bigint | number): number => {
  if (a < b) return -1;
  return a > b ? 1 : 0;
};

/** By code points, as Go does by the bytes of UTF-8. */
const compareTexts = (a: string, b: string): number => {
  if (a === b) return 0;
  return compareBytes(new TextEncoder().encode(a), new TextEncoder().encode(b));
};

const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at < 0 ? a.length - b.length : order(a[at] ?? 0, b[at] ?? -1);
};
