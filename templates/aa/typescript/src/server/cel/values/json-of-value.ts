import type { JsonObject, JsonValue } from '../../api/json.ts';
import { CelError } from './cel-error.ts';
import { type CelMap, type CelValue, isKind, typeNameOf } from './cel-value.ts';
import { timestampText } from './timestamp.ts';

/** A value as JSON has it (cel-go, conversion to google.protobuf.Value). @throws CelError for what JSON does not have */
export const jsonOfValue = (value: CelValue): JsonValue => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (isKind(value, 'uint')) return Number(value.value);
  if (isKind(value, 'list')) return value.items.map(jsonOfValue);
  if (isKind(value, 'map')) return jsonOfMap(value);
  if (isKind(value, 'timestamp')) return timestampText(value);
  if (isKind(value, 'optional') && value.value !== undefined) return jsonOfValue(value.value);
  throw new CelError(`type conversion error from '${typeNameOf(value)}' to JSON`);
};

/** A map as a JSON object. @throws CelError */
export const jsonOfMap = (map: CelMap): JsonObject =>
  Object.fromEntries(map.keys().map((key) => [String(key), jsonOfValue(map.find(key) ?? null)]));
