import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import type { CelEngine } from './cel-engine.ts';
import { escapeName } from './escape-name.ts';
import { typeOfSchema } from './type-of-schema.ts';

const SECONDS: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/**
 * @param value one that satisfies the schema
 * @returns the value as rules see it: integers as bigint, dates as Date, fields under their escaped names; fields
 *   that rules cannot see are left out
 */
export function celValue(schema: Schema, value: JsonValue, cel: CelEngine): unknown {
  if (isJsonList(value)) return value.map((item) => celValue(schema.items ?? {}, item, cel));
  if (isJsonObject(value)) return celObject(schema, value, cel);
  if (typeof value === 'number') return schema.type === 'number' ? value : BigInt(Math.trunc(value));
  return typeof value === 'string' && schema.type === 'string' ? celText(schema, value, cel) : value;
}

function celObject(schema: Schema, object: JsonObject, cel: CelEngine): Readonly<Record<string, unknown>> {
  const { properties = {}, additionalProperties } = schema;
  const members = Object.entries(object).flatMap(([name, member]): [string, unknown][] => {
    if (additionalProperties !== undefined) return [[name, celValue(additionalProperties, member, cel)]];
    const child = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const escaped = escapeName(name);
    if (child === undefined || escaped === undefined || !isSeen(child)) return [];
    return [[escaped, celValue(child, member, cel)]];
  });
  return Object.fromEntries(members);
}

/** The same schemas are asked for with every value. */
const SEEN = new WeakMap<Schema, boolean>();

function isSeen(schema: Schema): boolean {
  const known = SEEN.get(schema) ?? typeOfSchema(schema, '', false) !== undefined;
  SEEN.set(schema, known);
  return known;
}

function celText({ format }: Schema, text: string, cel: CelEngine): unknown {
  switch (format) {
    case 'date':
    case 'date-time':
      return new Date(text);
    case 'duration': {
      const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/gu)];
      const seconds = parts.reduce(
        (sum, [, digits, unit = '']) => sum + Number(digits) * (SECONDS[unit] ?? 0),
        0,
      );
      return cel.durationOf(text.startsWith('-') ? -seconds : seconds);
    }
    case 'byte':
      return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    default:
      return text;
  }
}
