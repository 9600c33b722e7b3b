import type { Schema } from '../schema/schema.ts';
import { type Context, countNodes, warn } from './context.ts';
import { flatten } from './flatten.ts';
import { allowsNull, isOnlyNull, typesOf } from './json-types.ts';
import { mergeFlat } from './merge-flat.ts';
import type { FlatNode, Union } from './node.ts';
import { objectUnion } from './object-union.ts';
import { valueValidation } from './value-validation.ts';

/** Makes the schema of a node whose references are followed. */
export type ConvertFlat = (context: Context, node: FlatNode) => Schema;

const ANYTHING: Schema = { 'x-kubernetes-preserve-unknown-fields': true };
const SCALARS: readonly string[] = ['boolean', 'integer', 'number', 'string'];

/** A node with a choice: what holds in any case, and the alternatives, each with references followed. */
export type Choice = {
  readonly base: FlatNode;
  readonly union: Union;
  readonly branches: readonly FlatNode[];
  readonly nullable: boolean;
};

/**
 * Makes the schema of a node with anyOf or oneOf.
 *
 * A structural schema has one type outside and value validations inside, so the alternatives are put together: null
 * becomes nullable, values an enum, a whole number or a text int-or-string, objects one object with the fields of all.
 */
export function unionSchema(context: Context, node: FlatNode, convertFlat: ConvertFlat): Schema {
  const [union, ...others] = node.unions;
  if (union === undefined) return ANYTHING;
  countNodes(context, union.at, union.branches.length);
  const base = { ...node, unions: others, plain: withoutAnnotations(node) };
  const all = union.branches.map((branch) => flatten(context, branch)).filter(({ never }) => !never);
  const branches = all.filter((branch) => !isOnlyNull(branch));
  const nullable = branches.length < all.length || branches.some(allowsNull);
  const choice: Choice = { base, union, branches, nullable };
  const schema = choiceSchema(context, choice, convertFlat);
  return nullable && (schema.type !== undefined || branches.length === 0)
    ? { ...schema, nullable: true }
    : schema;
}

function withoutAnnotations({ plain }: FlatNode): FlatNode['plain'] {
  const { title: _t, description: _d, default: _v, example: _e, deprecated: _p, ...others } = plain;
  return others;
}

function choiceSchema(context: Context, choice: Choice, convertFlat: ConvertFlat): Schema {
  const { base, branches } = choice;
  const [first, second] = branches;
  if (first === undefined) return ANYTHING;
  if (second === undefined) return convertFlat(context, mergeFlat(base, first));
  const values = valuesOf(choice);
  if (values !== undefined) return convertFlat(context, mergeFlat(base, values));
  const types = branchTypes(choice);
  if (types === undefined)
    return anythingOf(context, choice, 'a CRD cannot choose between what can be anything');
  if (types.length === 1) return sameType(context, choice, { type: types[0] ?? '', convertFlat });
  const numbers = types.every((type) => type === 'integer' || type === 'number');
  if (numbers) return sameType(context, choice, { type: 'number', convertFlat });
  if (types.length === 2 && types.includes('integer') && types.includes('string')) {
    const merged = branches.map((branch): FlatNode => ({ ...branch, types: undefined })).reduce(mergeFlat);
    const simple = branches.every(
      ({ values: own, plain }) => own === undefined && plain['format'] === undefined,
    );
    if (!simple)
      warn(
        context,
        choice.union.at,
        'the enum or format of an alternative is lost beside a whole number or text',
      );
    return convertFlat(context, {
      ...mergeFlat(base, { ...merged, values: undefined, never: false, plain: withoutFormat(merged) }),
      types: ['integer', 'string'],
    });
  }
  return anythingOf(
    context,
    choice,
    `a CRD cannot say that a field is ${types.join(' or ')}, so it can be anything`,
  );
}

function withoutFormat({ plain }: FlatNode): FlatNode['plain'] {
  const { format: _, title: _t, description: _d, ...others } = plain;
  return others;
}

function anythingOf(context: Context, { base, union }: Choice, message: string): Schema {
  warn(context, union.at, message);
  return base.types?.includes('object') === true && base.properties.size === 0
    ? { type: 'object', ...ANYTHING }
    : ANYTHING;
}

/** Alternatives that are values alone are one enum. */
function valuesOf({ branches }: Choice): FlatNode | undefined {
  const [first] = branches;
  const plain = branches.every(({ values, patterns, properties, unions, plain: own }) => {
    const only = Object.keys(own).every((key) => ['title', 'description', 'x-kx-at'].includes(key));
    return (
      values !== undefined && patterns.length === 0 && properties.size === 0 && unions.length === 0 && only
    );
  });
  if (first === undefined || !plain) return undefined;
  const values = branches.flatMap((branch) => branch.values ?? []);
  return { ...first, types: undefined, values, plain: {} };
}

/** @returns the types of all alternatives, or undefined where one of them says nothing of its type */
function branchTypes({ base, branches }: Choice): readonly string[] | undefined {
  const outer = typesOf(base);
  const types = branches.map((branch) => {
    const own = branch.unions.length > 0 && typesOf(branch).length === 0 ? [] : typesOf(branch);
    return own.length === 0 ? outer : own;
  });
  return types.some((each) => each.length === 0) ? undefined : [...new Set(types.flat())];
}

type Same = { readonly type: string; readonly convertFlat: ConvertFlat };

function sameType(context: Context, choice: Choice, { type, convertFlat }: Same): Schema {
  if (type === 'object') return objectUnion(context, choice, convertFlat);
  if (type === 'array') return listUnion(context, choice, convertFlat);
  const outer = convertFlat(context, { ...choice.base, types: [type] });
  if (!SCALARS.includes(type)) return outer;
  const inner = choice.branches.map((branch) => valueValidation(context, branch, true));
  return { ...outer, ...choiceOf(context, choice, inner) };
}

/** Where an alternative says more than value validations can, more than one may hold: then oneOf becomes anyOf. */
function choiceOf(
  context: Context,
  { union }: Choice,
  inner: readonly { schema: Schema; exact: boolean }[],
): Schema {
  const exact = inner.every((each) => each.exact);
  if (!exact)
    warn(context, union.at, `what ${union.mode} says beyond values (formats, types, nested choices) is lost`);
  const schemas = inner.map(({ schema }) => schema);
  const empty = schemas.some((schema) => Object.keys(schema).length === 0);
  if (union.mode === 'oneOf' && exact) return { oneOf: schemas };
  return empty ? {} : { anyOf: schemas };
}

function listUnion(context: Context, { base, union, branches }: Choice, convertFlat: ConvertFlat): Schema {
  warn(context, union.at, 'alternatives that are lists become one list, whose items may be those of any');
  const choices = branches.flatMap(({ items, tuple = [] }) => [
    ...tuple,
    ...(items === undefined || items === false ? [] : [items]),
  ]);
  const list: FlatNode = {
    ...base,
    types: ['array'],
    items: choices.length === 0 ? undefined : [{ choices, at: union.at }],
  };
  return convertFlat(context, list);
}
