import type { Problem } from '../../errors.ts';
import type { FieldType } from '../../model/schema/field-type.ts';
import type { Schema } from '../../model/schema/schema.ts';
import type { FieldKind } from './field-kind.ts';

/** The keywords that a constraint stands for, or what is wrong with its value. */
export type ParsedConstraint = { readonly keywords: Schema } | Problem;

/** A constraint of the field language: which fields it applies to, and how its values are read. */
export type Constraint = {
  readonly on: readonly FieldKind[];
  readonly parse: (
    values: readonly string[],
    field: { readonly name: string; readonly type: FieldType },
  ) => ParsedConstraint;
};
