import type { Schema } from '../schema/schema.ts';

/** No more ways through nested choices are tried. */
const MOST_WAYS = 64;

/**
 * Finds the ways in which a schema's allOf, anyOf, oneOf and not can be satisfied.
 *
 * @returns the schema itself where it has none of them; else the schema with what each way asks for said directly, and
 *   without the optional fields that it rules out
 */
export function narrowSchema(schema: Schema): readonly Schema[] {
  const { allOf = [], anyOf = [], oneOf = [], not } = schema;
  const choices = schema['x-kubernetes-int-or-string'] === true && anyOf.every(isTypeAlone) ? [] : anyOf;
  if (allOf.length + choices.length + oneOf.length === 0 && not === undefined) return [schema];
  let ways: readonly Schema[] = [not === undefined ? schema : without(schema, not)];
  for (const parts of [...allOf.map((part) => [part]), choices]) {
    if (parts.length === 0) continue;
    ways = ways.flatMap((way) => parts.flatMap((part) => narrowedBy(way, part))).slice(0, MOST_WAYS);
  }
  if (oneOf.length > 0) ways = ways.flatMap((way) => exclusiveWays(way, oneOf)).slice(0, MOST_WAYS);
  return [...ways, ...[...ways, schema].map(requiredAlone)];
}

function isTypeAlone(part: Schema): boolean {
  return Object.keys(part).every((keyword) => keyword === 'type');
}

/** What one part of oneOf asks for, without the fields that would satisfy another one as well. */
function exclusiveWays(schema: Schema, oneOf: readonly Schema[]): readonly Schema[] {
  return oneOf.flatMap((part) => {
    const others = oneOf.filter((other) => other !== part).flatMap(({ required = [] }) => required);
    return narrowedBy(schema, part).map((way) =>
      others.reduce((left, name) => withoutOne(left, { required: [name] }), way),
    );
  });
}

function requiredAlone(schema: Schema): Schema {
  const { properties, required = [] } = schema;
  if (properties === undefined) return schema;
  const entries = Object.entries(properties).filter(([name]) => required.includes(name));
  return { ...schema, properties: Object.fromEntries(entries) };
}

/** A part may have choices of its own. */
function narrowedBy(schema: Schema, part: Schema): readonly Schema[] {
  return narrowSchema(part).map((way) => {
    const { properties = {}, required = [], not, allOf: _a, anyOf: _b, oneOf: _c, ...others } = way;
    const merged: Schema = {
      ...schema,
      ...others,
      required: [...new Set([...(schema.required ?? []), ...required])],
      properties: narrowedProperties(schema.properties ?? {}, properties),
    };
    const kept = schema.properties === undefined ? withoutMembers(merged) : merged;
    return not === undefined ? kept : without(kept, not);
  });
}

function withoutMembers({ properties: _, required, ...schema }: Schema): Schema {
  return required === undefined || required.length === 0 ? schema : { ...schema, required };
}

function narrowedProperties(
  properties: Readonly<Record<string, Schema>>,
  parts: Readonly<Record<string, Schema>>,
): Readonly<Record<string, Schema>> {
  const entries = Object.entries(properties).map(([name, property]): [string, Schema] => {
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    return [name, part === undefined ? property : (narrowedBy(property, part)[0] ?? property)];
  });
  return Object.fromEntries(entries);
}

/** Leaves out fields that must not be there together: the last optional one. */
function without(schema: Schema, not: Schema): Schema {
  return [not, ...(not.anyOf ?? [])].reduce(withoutOne, schema);
}

function withoutOne(schema: Schema, { required = [] }: Schema): Schema {
  const name = required.findLast((each) => schema.required?.includes(each) !== true);
  if (name === undefined || schema.properties === undefined) return schema;
  const entries = Object.entries(schema.properties).filter(([each]) => each !== name);
  return { ...schema, properties: Object.fromEntries(entries) };
}
