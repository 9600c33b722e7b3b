import { type FieldError, invalidField, tooLongField } from '../api/field-error.ts';
import type { StructuralSchema } from '../api/structural-schema.ts';
import { compilePattern } from './compile-pattern.ts';
import { isInFormat } from './string-formats.ts';

/*
 * Sentences of k8s.io/kube-openapi pkg/validation/errors, as k8s.io/apiextensions-apiserver pkg/apiserver/validation
 * puts them into field errors.
 */

/**
 * What a schema has against a text: the first of length (in code points) and pattern that it breaks, and its format.
 */
export const textProblems = (text: string, schema: StructuralSchema, path: string): readonly FieldError[] => {
  const { format } = schema;
  const invalid = (detail: string): FieldError => invalidField(path, text, `${path} in body ${detail}`);
  return [
    ...stringProblems(text, schema, path),
    ...(format !== undefined && !isInFormat(text, format)
      ? [invalid(`must be of type ${format}: ${JSON.stringify(text)}`)]
      : []),
  ];
};

/** One at a time, as stringValidator of kube-openapi: a text that is too long is not searched for the pattern. */
const stringProblems = (text: string, schema: StructuralSchema, path: string): readonly FieldError[] => {
  const { minLength, maxLength, pattern } = schema;
  const length = [...text].length;
  const invalid = (detail: string): FieldError => invalidField(path, text, `${path} in body ${detail}`);
  if (maxLength !== undefined && length > maxLength) return [tooLongField(path, maxLength)];
  if (minLength !== undefined && length < minLength)
    return [invalid(`should be at least ${minLength} chars long`)];
  if (pattern !== undefined && !compilePattern(pattern)(text)) return [invalid(`should match '${pattern}'`)];
  return [];
};

/** What a schema has against a number: its range, `multipleOf` and int32, every problem at once. */
export const numberProblems = (
  value: number,
  schema: StructuralSchema,
  path: string,
): readonly FieldError[] => {
  const { multipleOf, format } = schema;
  return [
    ...rangeDetails(value, schema).map((detail) => `${path} in body should be ${detail}`),
    ...(multipleOf !== undefined && !isMultiple(value, multipleOf)
      ? [`${path} in body should be a multiple of ${multipleOf}`]
      : []),
    ...(format === 'int32' && (value < -(2 ** 31) || value >= 2 ** 31)
      ? [`Checked value must be of type integer with format int32 in ${path}`]
      : []),
  ].map((detail) => invalidField(path, value, detail));
};

const rangeDetails = (value: number, schema: StructuralSchema): readonly string[] => {
  const { minimum, maximum, exclusiveMinimum = false, exclusiveMaximum = false } = schema;
  return [
    ...(minimum !== undefined && isBelow(value, minimum, exclusiveMinimum)
      ? [`greater than ${exclusiveMinimum ? '' : 'or equal to '}${minimum}`]
      : []),
    ...(maximum !== undefined && isBelow(-value, -maximum, exclusiveMaximum)
      ? [`less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum}`]
      : []),
  ];
};

const isBelow = (value: number, limit: number, exclusive: boolean): boolean =>
  exclusive ? value <= limit : value < limit;

/** Binary fractions are never exact multiples of decimal ones, so a little is forgiven. */
const isMultiple = (value: number, factor: number): boolean => {
  const quotient = value / factor;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9;
};
