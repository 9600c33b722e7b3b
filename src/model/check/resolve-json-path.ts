import type { Problem } from '../../errors.ts';
import type { JsonPathStep } from '../json-path.ts';
import { nearest } from '../nearest.ts';
import type { Schema } from '../schema/schema.ts';
import { OBJECT_METADATA } from './object-metadata.ts';

/** Where a path leads: to a schema, to what no schema describes, or nowhere. */
export type Resolved =
  | { readonly found: 'schema'; readonly schema: Schema }
  | { readonly found: 'unknown' }
  | ({ readonly found: 'nothing' } & Problem);

/**
 * Follows a path through the schema of a whole object, whose apiVersion, kind and metadata are known besides.
 *
 * @returns the schema that values there have; `unknown` inside of what keeps undeclared fields
 */
export function resolveJsonPath(root: Schema, steps: readonly JsonPathStep[]): Resolved {
  let schema: Schema = { ...root, properties: { ...OBJECT_METADATA, ...root.properties } };
  let walked = '';
  for (const step of steps) {
    const next = childAt(schema, step);
    if (next === undefined) {
      return step.kind === 'any' || keepsUnknown(schema)
        ? { found: 'unknown' }
        : missing(schema, step, walked);
    }
    walked += step.kind === 'field' ? `.${step.name}` : '[]';
    schema = next;
  }
  return isAnything(schema) ? { found: 'unknown' } : { found: 'schema', schema };
}

function childAt(schema: Schema, step: JsonPathStep): Schema | undefined {
  if (step.kind === 'any') return undefined;
  return step.kind === 'field' ? memberOf(schema, step.name) : schema.items;
}

function memberOf(schema: Schema, name: string): Schema | undefined {
  const { properties = {}, additionalProperties } = schema;
  return Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
}

function isAnything(schema: Schema): boolean {
  return schema.type === undefined && keepsUnknown(schema);
}

function keepsUnknown(schema: Schema): boolean {
  return (
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema['x-kubernetes-embedded-resource'] === true
  );
}

function missing(schema: Schema, step: JsonPathStep, walked: string): Resolved {
  const where = walked === '' ? 'the object' : walked;
  if (step.kind !== 'field') return { found: 'nothing', message: `${where} is no list` };
  if (schema.type === 'array') {
    return { found: 'nothing', message: `${where} is a list`, hint: `${walked}[*].${step.name}` };
  }
  const names = Object.keys(schema.properties ?? {});
  const near = nearest(step.name, names);
  const fields = names.length === 0 ? undefined : `it has ${names.join(', ')}`;
  const hint = near === undefined ? fields : `did you mean ${walked}.${near}?`;
  return { found: 'nothing', message: `${where} has no field '${step.name}'`, hint };
}
