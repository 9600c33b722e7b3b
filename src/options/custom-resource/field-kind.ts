import { type FieldType, outerSchemaOf } from '../../model/schema/field-type.ts';

/** What constraints tell apart: the JSON types, and what has several or any. */
export type FieldKind =
  | 'any'
  | 'boolean'
  | 'int-or-string'
  | 'integer'
  | 'list'
  | 'map'
  | 'number'
  | 'object'
  | 'quantity'
  | 'string';

/** @returns the kind of a field by its type: a date is a string, an int32 an integer */
export function kindOfField(type: FieldType): FieldKind {
  if (type.kind !== 'plain') return type.kind;
  const json = outerSchemaOf(type).type;
  if (json === undefined || json === 'array') {
    return type.name === 'quantity' || type.name === 'int-or-string' ? type.name : 'any';
  }
  return json;
}
