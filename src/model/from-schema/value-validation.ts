import { canonicalJson } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { type Context, warn } from './context.ts';
import { flatten } from './flatten.ts';
import type { ConjunctionOf, FlatNode } from './node.ts';
import { numberBounds } from './number-bounds.ts';

/** What a node says of values without naming types, and whether that is all it says. */
export type Validation = { readonly schema: Schema; readonly exact: boolean };

/** Keywords that say nothing of values. */
const ANNOTATIONS = new Set([
  'title',
  'description',
  'example',
  'default',
  'deprecated',
  'externalDocs',
  'discriminator',
  'x-kx-at',
]);

/**
 * Makes the value validation of a node: what may stand in allOf, anyOf, oneOf and not of a structural schema, where
 * types, defaults and descriptions must not be.
 *
 * @param typed whether the schema around it says the type already
 */
export function valueValidation(context: Context, node: FlatNode, typed: boolean): Validation {
  const { plain, values, patterns, required, properties, negations, unions } = node;
  const [pattern, ...more] = patterns;
  const { minLength, maxLength, minItems, maxItems, minProperties, maxProperties } = plain;
  const counts = Object.entries({ minLength, maxLength, minItems, maxItems, minProperties, maxProperties });
  const members = [...properties].map(([name, nodes]) => [name, memberValidation(context, nodes)] as const);
  const known = members.filter(([, { schema }]) => Object.keys(schema).length > 0);
  const rest = Object.keys(plain).filter((key) => !HANDLED.has(key) && !ANNOTATIONS.has(key));
  const lost =
    rest.length > 0 || more.length > 0 || negations.length > 0 || unions.length > 0 || hasContents(node);
  return {
    schema: {
      ...enumOf(values),
      ...numberBounds(plain, 'number', { context, at: node.at }),
      ...Object.fromEntries(counts.filter(([, value]) => typeof value === 'number')),
      ...(pattern === undefined ? {} : { pattern }),
      ...(required.size === 0 ? {} : { required: [...required] }),
      ...(known.length === 0
        ? {}
        : { properties: Object.fromEntries(known.map(([name, { schema }]) => [name, schema])) }),
    },
    exact: !lost && (typed || node.types === undefined) && members.every(([, { exact }]) => exact),
  };
}

/** The API server ignores an enum without values; nothing satisfies `not: {}`. */
function enumOf(values: FlatNode['values']): Schema {
  if (values === undefined) return {};
  const others = values.filter((value) => value !== null);
  return others.length === 0 ? { not: {} } : { enum: others };
}

const HANDLED = new Set(
  'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems maxItems minProperties maxProperties'.split(
    ' ',
  ),
);

function hasContents({ items, tuple, byPattern, additional, recursive, dependencies }: FlatNode): boolean {
  const others = additional !== undefined && additional !== false;
  return (
    items !== undefined ||
    tuple !== undefined ||
    byPattern.length > 0 ||
    others ||
    recursive ||
    dependencies.length > 0
  );
}

/** A field's type is said outside; that it is an object or a text is no news to its validation. */
function memberValidation(context: Context, nodes: ConjunctionOf): Validation {
  return valueValidation(context, flatten(context, nodes), true);
}

/** Makes `not` of what must not hold; what a CRD cannot say exactly would forbid too much, and is named as lost. */
export function negationsOf(node: FlatNode, context: Context): Schema {
  const exact = node.negations.flatMap((negation): readonly Schema[] => {
    const { schema, exact: whole } = valueValidation(context, flatten(context, negation), false);
    const usable = whole && Object.keys(schema).length > 0 && undeclaredIn(schema, node).length === 0;
    if (!usable)
      warn(
        context,
        negation[0]?.at ?? node.at,
        'not is lost: a CRD can negate value validations alone, without types',
      );
    return usable ? [schema] : [];
  });
  const [first, ...more] = exact;
  if (first === undefined) return {};
  return more.length === 0 ? { not: first } : { allOf: exact.map((schema) => ({ not: schema })) };
}

/** @returns the fields that a validation speaks of and the object does not declare; the API server refuses that */
function undeclaredIn({ properties = {} }: Schema, node: Pick<FlatNode, 'properties'>): readonly string[] {
  return Object.keys(properties).filter((name) => !node.properties.has(name));
}

/** @returns whether two validations say the same */
export function isSameValidation(a: Schema, b: Schema): boolean {
  return canonicalJson(JSON.parse(JSON.stringify(a))) === canonicalJson(JSON.parse(JSON.stringify(b)));
}
