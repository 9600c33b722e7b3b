import type { Schema } from '../../model/schema/schema.ts';
import type { GoType } from './go-type.ts';

type FieldForm = { readonly type: GoType; readonly option: 'omitempty' | 'omitzero' };

/**
 * Says how a field is held so that what a client did not write differs from a zero that it wrote: by a pointer where
 * the zero of its type is a valid value, by the zero itself elsewhere. A required string is never a pointer: its
 * empty text is a missing one.
 *
 * @param required whether the object must have the field
 * @see "Optional vs. Required" of the Kubernetes API conventions
 */
export function goFieldForm(type: GoType, schema: Schema, required: boolean): FieldForm {
  switch (type.form) {
    case 'pointer':
      return { type, option: 'omitempty' };
    case 'list':
    case 'map':
    case 'bytes':
      return { type, option: 'omitzero' };
    case 'foreign':
      return type.of === 'raw' || (type.of === 'time' && required)
        ? { type, option: 'omitzero' }
        : pointerTo(type);
    case 'struct':
      return required && (schema.required ?? []).length > 0 ? { type, option: 'omitzero' } : pointerTo(type);
    case 'plain':
      return isPlain(schema, required) ? { type, option: 'omitempty' } : pointerTo(type);
  }
}

function pointerTo(type: GoType): FieldForm {
  return { type: { form: 'pointer', to: type }, option: 'omitempty' };
}

function isPlain(schema: Schema, required: boolean): boolean {
  if (schema.nullable === true) return false;
  switch (schema.type) {
    case 'string':
      return required || !mayBeEmpty(schema);
    case 'integer':
    case 'number':
      return required && !mayBeZero(schema);
    default:
      return false;
  }
}

function mayBeEmpty({ enum: values, minLength = 0 }: Schema): boolean {
  return values === undefined ? minLength === 0 : values.includes('');
}

function mayBeZero({
  minimum = 0,
  maximum = 0,
  exclusiveMinimum,
  exclusiveMaximum,
  enum: values,
}: Schema): boolean {
  if (values !== undefined) return values.includes(0);
  const isBelow = minimum > 0 || (minimum === 0 && exclusiveMinimum === true);
  const isAbove = maximum < 0 || (maximum === 0 && exclusiveMaximum === true);
  return !isBelow && !isAbove;
}
