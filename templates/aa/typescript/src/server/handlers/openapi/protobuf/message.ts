import { isJsonObject, type JsonObject, type JsonValue } from '../../../api/json.ts';
import { bytesOf, type Encoder, type Field, fieldBytes, text } from './wire-format.ts';

/** The fields of a message by the member of the object that they hold. */
export type Fields = Readonly<Record<string, Field>>;

/**
 * Writes an object as a message.
 *
 * @param extensions the number of the field that takes members whose name begins with `x-`; all else that the message
 *   has no field for is left out
 */
export const message =
  (fields: Fields, extensions?: number): Encoder =>
  (value) => {
    if (!isJsonObject(value)) return [];
    const known = Object.entries(fields).flatMap(([name, [number, encode]]) => {
      const member = value[name];
      return member === undefined ? [] : [fieldBytes(number, encode(member))];
    });
    const more = extensions === undefined ? [] : [fieldBytes(extensions, extensionsOf(value))];
    return [bytesOf(Buffer.concat([...known, ...more]))];
  };

/** A message with one field, which holds the value itself. */
export const wrapped =
  (number: number, encode: Encoder): Encoder =>
  (value) => [bytesOf(fieldBytes(number, encode(value)))];

/** The members of an object as messages of a name and a value, which protobuf has no map for where order counts. */
export const named =
  (encode: Encoder): Encoder =>
  (value) =>
    isJsonObject(value)
      ? Object.entries(value).flatMap(([name, member]) =>
          member === undefined ? [] : pair(name, member, encode),
        )
      : [];

const pair = (name: string, member: JsonValue, encode: Encoder) => [
  bytesOf(Buffer.concat([fieldBytes(1, text(name)), fieldBytes(2, encode(member))])),
];

/** Any value, as YAML: JSON is some. */
export const anyValue: Encoder = (value) => [bytesOf(fieldBytes(2, text(`${JSON.stringify(value)}\n`)))];

const extensionsOf = (value: JsonObject) => {
  const entries = Object.entries(value).filter(([name]) => name.startsWith('x-'));
  return named(anyValue)(Object.fromEntries(entries));
};
