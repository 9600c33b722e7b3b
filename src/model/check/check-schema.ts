import type { Problem, Violation } from '../../errors.ts';
import { childrenOf } from '../schema/children-of.ts';
import type { Schema } from '../schema/schema.ts';
import { boundProblems } from './check-bounds.ts';
import { listTypeProblems } from './check-list-type.ts';
import { objectProblems } from './check-object-limits.ts';
import { ruleCostViolations } from './check-rule-cost.ts';
import { structuralViolations } from './check-structural.ts';
import { defaultProblems, valueKeywordProblems } from './check-value-keywords.ts';

const CHECKS: readonly ((schema: Schema) => readonly Problem[])[] = [
  boundProblems,
  valueKeywordProblems,
  listTypeProblems,
  objectProblems,
];

/**
 * Checks a schema by the rules of the API server for structural schemas, and for what it accepts and no object can
 * satisfy.
 *
 * @param schema of a whole object
 * @returns violations whose paths are those of the field language after `schema.`: `schema.spec.ports[].name`
 */
export function checkSchema(schema: Schema): readonly Violation[] {
  return [
    ...structuralViolations(schema, 'schema'),
    ...checkNode(schema, 'schema'),
    ...checkDefaults(schema, 'schema'),
    ...ruleCostViolations(schema, 'schema'),
  ];
}

function checkNode(schema: Schema, path: string): readonly Violation[] {
  return [
    ...CHECKS.flatMap((check) => check(schema)).map((problem) => ({ path, ...problem })),
    ...childrenOf(schema, path).flatMap(([childPath, child]) => checkNode(child, childPath)),
  ];
}

/** The API server does not look at defaults of the values of maps. */
function checkDefaults(schema: Schema, path: string): readonly Violation[] {
  const { additionalProperties: _, ...outside } = schema;
  return [
    ...defaultProblems(schema).map((problem) => ({ path, ...problem })),
    ...childrenOf(outside, path).flatMap(([childPath, child]) => checkDefaults(child, childPath)),
  ];
}
