import type { JsonObject } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { type Context, warn } from './context.ts';

const INT32_MAX = 2 ** 31 - 1;
const INT32_MIN = -(2 ** 31);

/** The bounds of a number as JSON Schema has them from draft 6 on: those that exclude themselves are numbers. */
type Bounds = {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
};

/**
 * Makes the bounds of a number.
 *
 * Bounds of whole numbers become whole. Those that generators write for what JavaScript can hold exactly are no bounds,
 * and those of 32 bits are the format int32.
 */
export function numberBounds(
  plain: JsonObject,
  type: 'integer' | 'number',
  place: { readonly context: Context; readonly at: string },
): Schema {
  const bounds: Bounds = {
    minimum: numberAt(plain, 'minimum'),
    maximum: numberAt(plain, 'maximum'),
    exclusiveMinimum: numberAt(plain, 'exclusiveMinimum'),
    exclusiveMaximum: numberAt(plain, 'exclusiveMaximum'),
  };
  const whole = type === 'integer' ? wholeBounds(bounds) : bounds;
  return { ...lowerBound(whole), ...upperBound(whole, type), ...factorOf(plain, type, place) };
}

function numberAt(plain: JsonObject, key: string): number | undefined {
  const value = plain[key];
  return typeof value === 'number' ? value : undefined;
}

function wholeBounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Bounds): Bounds {
  const above = exclusiveMinimum === undefined || Number.isInteger(exclusiveMinimum);
  const under = exclusiveMaximum === undefined || Number.isInteger(exclusiveMaximum);
  const least = Math.max(
    ceil(minimum) ?? -Infinity,
    above ? -Infinity : (ceil(exclusiveMinimum) ?? -Infinity),
  );
  const most = Math.min(floor(maximum) ?? Infinity, under ? Infinity : (floor(exclusiveMaximum) ?? Infinity));
  return {
    minimum: least <= Number.MIN_SAFE_INTEGER ? undefined : least,
    maximum: most >= Number.MAX_SAFE_INTEGER ? undefined : most,
    exclusiveMinimum: above ? exclusiveMinimum : undefined,
    exclusiveMaximum: under ? exclusiveMaximum : undefined,
  };
}

function ceil(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.ceil(value);
}

function floor(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.floor(value);
}

function lowerBound({ minimum, exclusiveMinimum }: Bounds): Schema {
  if (exclusiveMinimum !== undefined && exclusiveMinimum >= (minimum ?? -Infinity)) {
    return { minimum: exclusiveMinimum, exclusiveMinimum: true };
  }
  return minimum === undefined || minimum === INT32_MIN ? {} : { minimum };
}

function upperBound({ maximum, exclusiveMaximum }: Bounds, type: 'integer' | 'number'): Schema {
  if (exclusiveMaximum !== undefined && exclusiveMaximum <= (maximum ?? Infinity)) {
    return { maximum: exclusiveMaximum, exclusiveMaximum: true };
  }
  if (maximum === INT32_MAX && type === 'integer') return { format: 'int32' };
  return maximum === undefined ? {} : { maximum };
}

function factorOf(
  { multipleOf }: JsonObject,
  type: 'integer' | 'number',
  { context, at }: { readonly context: Context; readonly at: string },
): Schema {
  if (typeof multipleOf !== 'number') return {};
  if (multipleOf > 0 && (type === 'number' || Number.isInteger(multipleOf))) return { multipleOf };
  // Every whole number is a multiple of 1/n.
  if (!Number.isInteger(1 / multipleOf))
    warn(context, at, `multipleOf ${multipleOf} of a whole number is lost`);
  return {};
}
