import { memberSchema, type StructuralSchema } from '../api/structural-schema.ts';
import { type FieldSet, fieldSet } from './field-set.ts';

/**
 * A set with the named fields on the way to its members as members too (structured-merge-diff fieldpath
 * EnsureNamedFieldsAreMembers): who gives up all of `spec` gives up `spec`. Keys of maps and items of lists are no
 * named fields.
 */
export const withNamedFields = (set: FieldSet, schema: StructuralSchema | undefined): FieldSet =>
  fieldSet(
    [...set.members, ...[...set.children.keys()].filter((step) => isNamed(step, schema))],
    [...set.children].map(([step, child]) => [step, withNamedFields(child, schemaAt(step, schema))]),
  );

const isNamed = (step: string, schema: StructuralSchema | undefined): boolean =>
  step.startsWith('f:') && Object.hasOwn(schema?.properties ?? {}, step.slice(2));

const schemaAt = (step: string, schema: StructuralSchema | undefined): StructuralSchema | undefined => {
  if (schema === undefined) return undefined;
  return step.startsWith('f:') ? memberSchema(schema, step.slice(2)) : schema.items;
};
