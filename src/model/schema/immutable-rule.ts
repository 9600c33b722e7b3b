import type { Schema, ValidationRule } from './schema.ts';

const RULE = 'self == oldSelf';

/** @returns the CEL rule that lets a field be set and removed, but not changed */
export function immutableRule(fieldName: string): ValidationRule {
  return { rule: RULE, message: `${fieldName} is immutable` };
}

/** @returns whether the schema says that its value must not change */
export function isImmutable(schema: Schema): boolean {
  return schema['x-kubernetes-validations']?.some(isImmutableRule) === true;
}

/** @returns whether the rule says that a value must not change, and no more */
export function isImmutableRule({ rule }: ValidationRule): boolean {
  return rule === RULE;
}
