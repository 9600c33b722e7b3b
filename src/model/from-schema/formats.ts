import type { Schema } from '../schema/schema.ts';
import { isKnownFormat } from '../source/is-known-format.ts';
import { type Context, warn } from './context.ts';

/** Formats of generators, and what the API server calls them. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  base64: 'byte',
  guid: 'uuid',
  ip: 'ipv4',
  url: 'uri',
};

const TYPE_OF_FORMAT: Readonly<Record<string, Schema['type']>> = {
  int32: 'integer',
  int64: 'integer',
  float: 'number',
  double: 'number',
};

/** What the API server means by a format where that is not what JSON Schema means. */
const OTHER_MEANINGS: Readonly<Record<string, string>> = {
  duration: 'the API server reads durations as Go does (1h30m), not as ISO 8601 (PT1H30M)',
};

/** @returns the format as a CRD has it; one that the API server would ignore is named as lost */
export function formatOf(
  { type, format }: { readonly type: Schema['type']; readonly format: string },
  { context, at }: { readonly context: Context; readonly at: string },
): Schema {
  const name = Object.hasOwn(OTHER_NAMES, format) ? (OTHER_NAMES[format] ?? format) : format;
  if (!isKnownFormat(type, name)) {
    const other = Object.hasOwn(TYPE_OF_FORMAT, name) ? TYPE_OF_FORMAT[name] : undefined;
    const reason =
      other === undefined ? 'the API server does not know it' : `it is one of ${other}, not of ${type}`;
    warn(context, at, `format ${format} is lost: ${reason}`);
    return {};
  }
  const meaning = Object.hasOwn(OTHER_MEANINGS, name) ? OTHER_MEANINGS[name] : undefined;
  if (meaning !== undefined && !context.positioned)
    warn(context, at, `format ${name} stays, and means another thing: ${meaning}`);
  return { format: name };
}
