import type { Violation } from '../../errors.ts';
import type { Schema } from '../schema/schema.ts';

/** What belongs to the structure, and is said outside of allOf, anyOf, oneOf and not alone. */
const STRUCTURE = [
  'type',
  'additionalProperties',
  'default',
  'title',
  'description',
  'nullable',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
] as const satisfies readonly (keyof Schema)[];

/**
 * Checks that the schemas in allOf, anyOf, oneOf and not of a node are value validations and nothing else.
 *
 * @returns violations at `schema.spec.anyOf[0]` and the like
 */
export function validationViolations(schema: Schema, path: string): readonly Violation[] {
  const isEither = schema['x-kubernetes-int-or-string'] === true;
  return validationsOf(schema, path).flatMap(([at, each]) =>
    isEither && isIntOrString(schema, at, path) ? [] : below(each, at),
  );
}

function below(schema: Schema, path: string): readonly Violation[] {
  const own = STRUCTURE.filter((keyword) => schema[keyword] !== undefined).map((keyword) => ({
    path,
    message: `${keyword} must be empty to be structural: it is said outside of allOf, anyOf, oneOf and not`,
  }));
  const { properties = {}, items } = schema;
  return [
    ...own,
    ...Object.entries(properties).flatMap(([name, child]) => below(child, `${path}.${name}`)),
    ...(items === undefined ? [] : below(items, `${path}[]`)),
    ...validationsOf(schema, path).flatMap(([at, each]) => below(each, at)),
  ];
}

type Placed = readonly [path: string, schema: Schema];

/** @returns the schemas of allOf, anyOf, oneOf and not of a node, each with its path */
export function validationsOf(
  { allOf = [], anyOf = [], oneOf = [], not }: Schema,
  path: string,
): readonly Placed[] {
  const lists = Object.entries({ allOf, anyOf, oneOf });
  return [
    ...lists.flatMap(([keyword, all]) =>
      all.map((each, index) => [`${path}.${keyword}[${index}]`, each] as const),
    ),
    ...(not === undefined ? [] : [[`${path}.not`, not] as const]),
  ];
}

/** The two ways in which the types of x-kubernetes-int-or-string may be said once more: anyOf, or first in allOf. */
function isIntOrString({ anyOf, allOf }: Schema, at: string, path: string): boolean {
  if (at.startsWith(`${path}.anyOf[`)) return saysBoth(anyOf);
  const [first] = allOf ?? [];
  return at === `${path}.allOf[0]` && Object.keys(first ?? {}).join() === 'anyOf' && saysBoth(first?.anyOf);
}

function saysBoth(anyOf: readonly Schema[] | undefined): boolean {
  return JSON.stringify(anyOf) === '[{"type":"integer"},{"type":"string"}]';
}
