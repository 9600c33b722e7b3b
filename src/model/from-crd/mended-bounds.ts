import type { Schema } from '../schema/schema.ts';
import type { Place } from '../source/read-members.ts';

const INT32 = { least: -(2 ** 31), greatest: 2 ** 31 - 1 };

/**
 * Mends bounds of whole numbers that lie beyond their format: the API server takes them, and then refuses every value
 * (kube-openapi, IsValueValidAgainstRange). A bound beyond int32 makes the format int64; one beyond what JSON holds
 * exactly is left out, since no value is beyond it.
 */
export function mendedBounds(schema: Schema, place: Place): Schema {
  if (schema.type !== 'integer') return schema;
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, ...others } = schema;
  const low = minimum === undefined || minimum > Number.MIN_SAFE_INTEGER ? { minimum, exclusiveMinimum } : {};
  const high =
    maximum === undefined || maximum < Number.MAX_SAFE_INTEGER ? { maximum, exclusiveMaximum } : {};
  if (low.minimum !== minimum)
    warn(place, 'minimum', `${minimum} is beyond any whole number, so it is left out`);
  if (high.maximum !== maximum)
    warn(place, 'maximum', `${maximum} is beyond any whole number, so it is left out`);
  const mended = defined({ ...others, ...low, ...high });
  const beyond = [mended.minimum, mended.maximum].find((bound) => bound !== undefined && !isInt32(bound));
  if (schema.format !== 'int32' || beyond === undefined) return mended;
  const message = `int32 becomes int64: its bound ${beyond} does not fit int32, so the API server would refuse every value`;
  warn(place, 'format', message);
  return { ...mended, format: 'int64' };
}

function isInt32(bound: number): boolean {
  return bound >= INT32.least && bound <= INT32.greatest;
}

function defined(schema: { readonly [Key in keyof Schema]: Schema[Key] | undefined }): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}

function warn({ path, notes }: Place, keyword: string, message: string): void {
  notes.warnings.push({ path: `${path}.${keyword}`, message });
}
