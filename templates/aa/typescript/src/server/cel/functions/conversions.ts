import { CelError } from '../values/cel-error.ts';
import { checkedInt, checkedUint, doubleText, uintOf, wholePart } from '../values/cel-number.ts';
import { type CelKind, type CelType, type CelValue, typeNameOf } from '../values/cel-value.ts';
import { durationText, parseGoDuration } from '../values/go-duration.ts';
import { parseTimestamp, timestampAt, timestampText, unixSeconds } from '../values/timestamp.ts';
import { type Library, on } from './overload.ts';

const identity = (kind: CelKind) => on([kind], (value) => value);

/** Of a text, or the error that cel-go has for one that is none. */
const parsed = <T>(value: T | undefined, type: string): T => {
  if (value === undefined) throw new CelError(`type conversion error from 'string' to '${type}'`);
  return value;
};

const wholeNumber = (text: string, shape: RegExp): bigint | undefined =>
  shape.test(text) ? BigInt(text.replace(/^\+/, '')) : undefined;

const intOf = (text: string): bigint | undefined => {
  const value = wholeNumber(text.replace(/^\+/, ''), /^-?\d+$/);
  return value === BigInt.asIntN(64, value ?? 0n) ? value : undefined;
};

const uintOfText = (text: string): bigint | undefined => {
  const value = wholeNumber(text, /^\d+$/);
  return value === BigInt.asUintN(64, value ?? 0n) ? value : undefined;
};

const doubleOf = (text: string): number | undefined => {
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (special !== null)
    return (special[1] === '-' ? -1 : 1) * (/n$/i.test(text) ? Number.NaN : Number.POSITIVE_INFINITY);
  const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text);
  return isNumber && Number.isFinite(Number(text)) ? Number(text) : undefined;
};

const booleans: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => [text, true]),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text) => [text, false]),
]);

const decoded = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CelError('invalid UTF-8 in bytes, cannot convert to string');
  }
};

/** The text of a value that has one, as `string(value)` gives it. */
const texts: Library[string] = [
  identity('string'),
  on(['bool'], String),
  on(['int'], String),
  on(['uint'], ({ value }) => String(value)),
  on(['double'], doubleText),
  on(['bytes'], decoded),
  on(['duration'], durationText),
  on(['timestamp'], timestampText),
];

/** The type of a value, as `type(value)` gives it. */
const typeOf = (value: CelValue): CelType => ({ kind: 'type', name: typeNameOf(value) });

/** Conversions between types (cel-spec, "List of Standard Definitions"). */
export const conversions: Library = {
  bool: [
    identity('bool'),
    on(['string'], (text) => parsed(Object.hasOwn(booleans, text) ? booleans[text] : undefined, 'bool')),
  ],
  bytes: [identity('bytes'), on(['string'], (text) => new TextEncoder().encode(text))],
  double: [
    identity('double'),
    on(['int'], Number),
    on(['uint'], ({ value }) => Number(value)),
    on(['string'], (text) => parsed(doubleOf(text), 'double')),
  ],
  duration: [
    identity('duration'),
    on(['string'], (text) => parsed(parseGoDuration(text), 'google.protobuf.Duration')),
  ],
  dyn: [identity('any')],
  int: [
    identity('int'),
    on(['uint'], ({ value }) => checkedInt(value)),
    on(['double'], (value) => checkedInt(wholePart(value))),
    on(['string'], (text) => parsed(intOf(text), 'int')),
    on(['duration'], ({ nanoseconds }) => nanoseconds),
    on(['timestamp'], unixSeconds),
  ],
  string: texts,
  timestamp: [
    identity('timestamp'),
    on(['int'], (seconds) => timestampAt(seconds * 1_000_000_000n)),
    on(['string'], (text) => parsed(parseTimestamp(text), 'google.protobuf.Timestamp')),
  ],
  type: [on(['any'], typeOf)],
  uint: [
    identity('uint'),
    on(['int'], (value) => checkedUint(value)),
    on(['double'], (value) => checkedUint(wholePart(value))),
    on(['string'], (text) => uintOf(parsed(uintOfText(text), 'uint'))),
  ],
};
