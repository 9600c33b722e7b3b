import type { JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';

/** Tells whether a value satisfies a part of allOf, anyOf, oneOf or not. */
type Holds = (part: Schema, value: JsonValue) => boolean;

/**
 * Validates a value against allOf, anyOf, oneOf and not.
 *
 * @returns what is wrong, each as the end of a sentence
 */
export function combinationProblems(schema: Schema, value: JsonValue, holds: Holds): readonly string[] {
  const { allOf = [], anyOf, oneOf, not } = schema;
  const exact = oneOf?.filter((part) => holds(part, value)).length;
  return [
    ...(allOf.every((part) => holds(part, value)) ? [] : ['must satisfy all of allOf']),
    ...(anyOf === undefined || anyOf.some((part) => holds(part, value))
      ? []
      : ['must satisfy at least one of anyOf']),
    ...(exact === undefined || exact === 1
      ? []
      : [`must satisfy exactly one of oneOf, and satisfies ${exact}`]),
    ...(not === undefined || !holds(not, value) ? [] : ['must not satisfy not']),
  ];
}
