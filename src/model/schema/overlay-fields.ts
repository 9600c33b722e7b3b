import type { Problem, Violation } from '../../errors.ts';
import { buildSchema } from './build-schema.ts';
import type { FieldDeclaration } from './field-declaration.ts';
import type { FieldStep } from './field-path.ts';
import { fieldPathText } from './field-path.ts';
import type { Schema } from './schema.ts';

/**
 * Puts declared fields into the schema of a whole object that comes from elsewhere. A field that is there is declared
 * anew: what is in it and its description stay, unless the declaration says otherwise.
 *
 * @param declarations that fit together, as `buildSchema` finds
 * @returns the schema, and violations at `fields[index]` for those that do not fit into it, which are left out
 */
export function overlayFields(
  schema: Schema,
  declarations: readonly FieldDeclaration[],
): { readonly schema: Schema; readonly violations: readonly Violation[] } {
  let whole = schema;
  const violations: Violation[] = [];
  for (const [index, declaration] of declarations.entries()) {
    const added = put(whole, declaration, 0);
    if ('message' in added) violations.push({ path: `fields[${index}]`, ...added });
    else whole = withRequiredSpec(added.schema, declaration);
  }
  return { schema: whole, violations };
}

type Added = { readonly schema: Schema } | Problem;

/** @param depth how many steps of the path lead to the schema */
function put(schema: Schema, declaration: FieldDeclaration, depth: number): Added {
  const step = declaration.path[depth];
  if (step === undefined) return { schema: redeclared(schema, declaration) };
  const problem = descentProblem(schema, declaration, depth);
  if (problem !== undefined) return problem;
  const child = put(childAt(schema, step) ?? {}, declaration, depth + 1);
  if ('message' in child) return child;
  if (step.kind === 'item') return { schema: { ...schema, type: 'array', items: child.schema } };
  if (step.kind === 'value')
    return { schema: { ...schema, type: 'object', additionalProperties: child.schema } };
  const isLast = depth === declaration.path.length - 1;
  const isRequired = isLast ? declaration.required : undefined;
  return { schema: withProperty(schema, { name: step.name, child: child.schema, isRequired }) };
}

type Property = {
  readonly name: string;
  readonly child: Schema;
  /** Undefined where that stays as it is. */
  readonly isRequired: boolean | undefined;
};

function withProperty(schema: Schema, { name, child, isRequired }: Property): Schema {
  const { required = [], ...others } = schema;
  const rest = required.filter((each) => each !== name);
  const now = isRequired === undefined ? required : isRequired ? [...rest, name] : rest;
  return {
    ...others,
    type: 'object',
    properties: { ...schema.properties, [name]: child },
    ...(now.length === 0 ? {} : { required: now }),
  };
}

function childAt(
  { properties = {}, items, additionalProperties }: Schema,
  step: FieldStep,
): Schema | undefined {
  if (step.kind === 'item') return items;
  if (step.kind === 'value') return additionalProperties;
  return Object.hasOwn(properties, step.name) ? properties[step.name] : undefined;
}

function redeclared(before: Schema, declaration: FieldDeclaration): Schema {
  const after = schemaOf(declaration);
  const { description } = before;
  return withInner(before, description === undefined ? after : { description, ...after });
}

/** What is in an object, a list or a map stays where the declaration does not say what is in it. */
function withInner(before: Schema, after: Schema): Schema {
  if (before.type !== after.type) return after;
  const { properties, required, items, additionalProperties } = before;
  if (after.type === 'array' && items !== undefined && after.items !== undefined)
    return { ...after, items: withInner(items, after.items) };
  if (after.type !== 'object') return after;
  if (after.additionalProperties !== undefined)
    return additionalProperties === undefined
      ? after
      : { ...after, additionalProperties: withInner(additionalProperties, after.additionalProperties) };
  return {
    ...after,
    ...(properties === undefined ? {} : { properties }),
    ...(required === undefined ? {} : { required }),
    ...(additionalProperties === undefined || properties !== undefined ? {} : { additionalProperties }),
  };
}

/** A declaration alone, whatever it lies in. */
function schemaOf(declaration: FieldDeclaration): Schema {
  const alone = { ...declaration, path: [{ kind: 'property', name: 'field' } as const] };
  return buildSchema([alone], false).schema.properties?.['field'] ?? {};
}

const WHAT = { property: 'fields', item: 'items', value: 'values by key' } as const;

function descentProblem(schema: Schema, { path }: FieldDeclaration, depth: number): Problem | undefined {
  const step = path[depth];
  const kind = containerOf(schema);
  if (step === undefined || kind === undefined || kind === step.kind) return undefined;
  const place = fieldPathText(path.slice(0, depth));
  const is = kind === 'none' ? `of type ${schema.type ?? 'int-or-string'}` : `one with ${WHAT[kind]}`;
  return { message: `${place === '' ? 'the object' : place} is ${is} and cannot have ${WHAT[step.kind]}` };
}

/** @returns what a schema holds; undefined where it can be made to hold anything */
function containerOf(schema: Schema): FieldStep['kind'] | 'none' | undefined {
  if (schema.type === 'array') return 'item';
  if (schema['x-kubernetes-int-or-string'] === true) return 'none';
  if (schema.type !== undefined && schema.type !== 'object') return 'none';
  if (schema.additionalProperties !== undefined) return 'value';
  return schema.properties === undefined ? undefined : 'property';
}

/** As `buildSchema` has it: what has required fields is required itself. */
function withRequiredSpec(schema: Schema, { path, required }: FieldDeclaration): Schema {
  const [first] = path;
  const isSpec = first?.kind === 'property' && first.name === 'spec' && path.length === 2 && required;
  if (!isSpec || schema.required?.includes('spec') === true) return schema;
  return { ...schema, required: [...(schema.required ?? []), 'spec'] };
}
