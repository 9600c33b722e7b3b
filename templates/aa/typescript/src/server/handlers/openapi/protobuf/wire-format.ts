import type { JsonValue } from '../../../api/json.ts';

/** A value as it stands in a message: its wire type (https://protobuf.dev/programming-guides/encoding/) and bytes. */
type Encoded = { readonly wireType: 0 | 1 | 2; readonly bytes: Uint8Array };

/** Writes a value; several of it for a repeated field, none for a value that the field does not take. */
export type Encoder = (value: JsonValue) => readonly Encoded[];

/** A member of an object in a message: the number of its field, and how its value is written. */
export type Field = readonly [number: number, encode: Encoder];

/** What follows a wire type of 2: as many bytes as are said first. */
export const bytesOf = (bytes: Uint8Array): Encoded => ({
  wireType: 2,
  bytes: Buffer.concat([varint(bytes.length), bytes]),
});

/** One field of a message with its values. */
export const fieldBytes = (number: number, values: readonly Encoded[]): Uint8Array =>
  Buffer.concat(values.flatMap(({ wireType, bytes }) => [varint(number * 8 + wireType), bytes]));

/** A string, in UTF-8; nothing for any other value. */
export const text: Encoder = (value) =>
  typeof value === 'string' ? [bytesOf(Buffer.from(value, 'utf8'))] : [];

/** A bool; nothing for any other value. */
export const flag: Encoder = (value) =>
  typeof value === 'boolean' ? [{ wireType: 0, bytes: varint(value ? 1 : 0) }] : [];

/** Lengths and counts: none is negative. */
export const count: Encoder = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? [{ wireType: 0, bytes: varint(value) }]
    : [];

/** A number in eight bytes; nothing for any other value. */
export const double: Encoder = (value) => {
  if (typeof value !== 'number') return [];
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return [{ wireType: 1, bytes }];
};

/** A repeated field: each of a list, or what is no list as the only one. */
export const each =
  (encode: Encoder): Encoder =>
  (value) =>
    Array.isArray(value) ? value.flatMap(encode) : encode(value);

/** Seven bits a byte, the lowest first. */
const varint = (value: number): Uint8Array => {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.from([...bytes, rest]);
};
