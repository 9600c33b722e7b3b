import type { JsonValue } from './json.ts';
import type { StatusCause } from './status.ts';

/** One problem of a submitted object: a cause of a 422 (k8s.io/apimachinery pkg/util/validation/field). */
export type FieldError = StatusCause & { readonly field: string };

/** The field is required and missing. */
export const requiredField = (field: string, detail = ''): FieldError => ({
  reason: 'FieldValueRequired',
  message: detail === '' ? 'Required value' : `Required value: ${detail}`,
  field,
});

/** The field's value breaks a rule; `value` is shown as Go's field package shows it. */
export const invalidField = (field: string, value: JsonValue, detail: string): FieldError => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${shown(value)}${detail === '' ? '' : `: ${detail}`}`,
  field,
});

/** The field's value has another type than the schema says: the value is named by its type. */
export const typeInvalidField = (field: string, value: JsonValue, detail: string): FieldError => ({
  reason: 'FieldValueTypeInvalid',
  message: `Invalid value: ${shown(value)}: ${detail}`,
  field,
});

/** The field's value is none of those allowed. */
export const unsupportedField = (
  field: string,
  value: JsonValue,
  allowed: readonly string[],
): FieldError => ({
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${shown(value)}: supported values: ${allowed.map((each) => JSON.stringify(each)).join(', ')}`,
  field,
});

/** The field may not be set, or not changed, as it was. */
export const forbiddenField = (field: string, detail: string): FieldError => ({
  reason: 'FieldValueForbidden',
  message: `Forbidden: ${detail}`,
  field,
});

/** The text is longer than allowed; `limit` is in bytes. */
export const tooLongField = (field: string, limit: number): FieldError => ({
  reason: 'FieldValueTooLong',
  message: `Too long: may not be more than ${limit} bytes`,
  field,
});

/** The list or map has more members than allowed. */
export const tooManyField = (field: string, count: number, limit: number): FieldError => ({
  reason: 'FieldValueTooMany',
  message: `Too many: ${count}: must have at most ${limit} items`,
  field,
});

/** Two members of a set or keyed list are the same. */
export const duplicateField = (field: string, value: JsonValue): FieldError => ({
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: ${shown(value)}`,
  field,
});

const shown = (value: JsonValue): string => (value === null ? 'null' : JSON.stringify(value));
