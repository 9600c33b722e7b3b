import type { Schema } from '../schema/schema.ts';

/** The limits of numeric formats; an int64 ends where JSON numbers stop being exact (RFC 8259, 6). */
const FORMAT_LIMITS: Readonly<Record<string, readonly [least: number, greatest: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  float: [-3.4028234663852886e38, 3.4028234663852886e38],
};

/** Of IsFloat64AJSONInteger, relative. */
const TOLERANCE = 1e-9;

/** Why a whole number is refused that int64 would hold. */
export const EXACT_INTEGERS: string = `kx handles whole numbers exactly from -(2^53-1) to 2^53-1 (${Number.MAX_SAFE_INTEGER})`;

/** @returns the end of a sentence where the number does not fit the schema's type and format, without its own bounds */
export function limitProblem(schema: Schema, value: number): string | undefined {
  const [least, greatest] = numericLimits(schema);
  if (value >= least && value <= greatest) return undefined;
  return greatest === Number.MAX_SAFE_INTEGER
    ? `cannot be used: ${EXACT_INTEGERS}`
    : `does not fit ${schema.format ?? schema.type ?? 'an integer'} (${least} to ${greatest})`;
}

function numericLimits(schema: Schema): readonly [least: number, greatest: number] {
  const { format } = schema;
  if (format !== undefined && Object.hasOwn(FORMAT_LIMITS, format)) {
    return FORMAT_LIMITS[format] ?? [-Infinity, Infinity];
  }
  const anyNumber = schema.type === undefined && schema['x-kubernetes-int-or-string'] !== true;
  return schema.type === 'number' || anyNumber
    ? [-Number.MAX_VALUE, Number.MAX_VALUE]
    : [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
}

/**
 * Validates a number against its bounds.
 *
 * @returns what is wrong, each as the end of a sentence
 */
export function numberProblems(schema: Schema, value: number): readonly string[] {
  const limit = limitProblem(schema, value);
  const problems: string[] = limit === undefined ? [] : [limit];
  if (isBelow(schema, value)) {
    problems.push(`must be ${schema.exclusiveMinimum === true ? 'more than' : 'at least'} ${schema.minimum}`);
  }
  if (isAbove(schema, value)) {
    problems.push(`must be ${schema.exclusiveMaximum === true ? 'less than' : 'at most'} ${schema.maximum}`);
  }
  if (schema.multipleOf !== undefined && !isMultiple(value, schema.multipleOf)) {
    problems.push(`must be a multiple of ${schema.multipleOf}`);
  }
  return problems;
}

/**
 * The API server reads whole numbers as integers and then cuts the fraction off bounds and factors
 * (kube-openapi, MinimumNativeType): 2 is not below an exclusive maximum of 2.5 for it, and no multiple of 0.5.
 */
function cutFor(value: number, bound: number): number {
  return Number.isInteger(value) ? Math.trunc(bound) : bound;
}

function isBelow({ minimum, exclusiveMinimum }: Schema, value: number): boolean {
  if (minimum === undefined) return false;
  return exclusiveMinimum === true ? value <= Math.max(minimum, cutFor(value, minimum)) : value < minimum;
}

function isAbove({ maximum, exclusiveMaximum }: Schema, value: number): boolean {
  if (maximum === undefined) return false;
  return exclusiveMaximum === true ? value >= Math.min(maximum, cutFor(value, maximum)) : value > maximum;
}

/**
 * What every API server takes: MultipleOf of kube-openapi asks IsFloat64AJSONInteger of go-openapi/swag, which forgives
 * a billionth; up to Kubernetes 1.36 (swag 0.23) only where the quotient is positive and above the whole number.
 */
function isMultiple(value: number, factor: number): boolean {
  if (Number.isInteger(value)) {
    return Number.isInteger(value / factor) && Number.isInteger(value / cutFor(value, factor));
  }
  const quotient = factor < 1 ? (1 / factor) * value : value / factor;
  const whole = Math.floor(quotient);
  const exact = Math.abs(quotient) <= Number.MAX_SAFE_INTEGER;
  return exact && (quotient === whole || quotient - whole < TOLERANCE * whole);
}
