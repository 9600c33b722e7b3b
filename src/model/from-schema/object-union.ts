import { canonicalJson, type JsonValue } from '../json-value.ts';
import type { Schema, ValidationRule } from '../schema/schema.ts';
import { type Context, warn } from './context.ts';
import { declaredValidation } from './declared-validation.ts';
import { flatten } from './flatten.ts';
import { fingerprint, mergedObject } from './merged-object.ts';
import type { ConjunctionOf, FlatNode } from './node.ts';
import { type TaggedBranch, tagRules } from './tag-rules.ts';
import type { Choice, ConvertFlat } from './union-schema.ts';
import { isSameValidation, valueValidation } from './value-validation.ts';

/**
 * Makes one object of alternatives that are objects: it has the fields of all, and must have those that all must have.
 *
 * Where a field tells the alternatives apart, CEL rules say which fields come with which of its values, with messages
 * that people understand. Else the alternatives become value validations.
 */
export function objectUnion(context: Context, choice: Choice, convertFlat: ConvertFlat): Schema {
  const merged = mergedObject(context, choice);
  const schema = convertFlat(context, merged);
  const rules = rulesOf(context, { choice, merged, schema });
  if (rules === undefined) return withValidations(context, { choice, merged, schema });
  const all = [...(schema['x-kubernetes-validations'] ?? []), ...rules];
  return all.length === 0 ? schema : { ...schema, 'x-kubernetes-validations': all };
}

type Merged = { readonly choice: Choice; readonly merged: FlatNode; readonly schema: Schema };

function rulesOf(
  context: Context,
  { choice, merged, schema }: Merged,
): readonly ValidationRule[] | undefined {
  const tag = tagOf(context, choice);
  if (tag === undefined) return undefined;
  const rules = tagRules(schema, tag.name, taggedBranches(choice, merged, tag.values));
  if (rules !== undefined) warnOfDifferences(context, choice, tag.name);
  return rules;
}

function withValidations(context: Context, { choice, merged, schema }: Merged): Schema {
  const { base, union, branches } = choice;
  const inner = branches.map((branch) => {
    const { schema: whole, exact } = validationOf(context, { branch, base, merged });
    const part = declaredValidation(whole, schema);
    return { schema: part, exact: exact && isSameValidation(part, whole) };
  });
  const exact = inner.every((each) => each.exact);
  if (!exact) {
    const message = `what tells the alternatives of ${union.mode} apart besides the fields that they have is lost`;
    warn(context, union.at, message);
  }
  const schemas = inner.map((each) => each.schema);
  const mode = union.mode === 'oneOf' && exact ? 'oneOf' : 'anyOf';
  if (mode === 'anyOf' && schemas.some((each) => Object.keys(each).length === 0)) return schema;
  if (schema[mode] === undefined) return { ...schema, [mode]: schemas };
  return { ...schema, allOf: [...(schema.allOf ?? []), { [mode]: schemas }] };
}

type Tag = { readonly name: string; readonly values: readonly (readonly JsonValue[])[] };

/** A field that each alternative must have, with values of its own in each. */
function tagOf(context: Context, { base, branches }: Choice): Tag | undefined {
  const [first] = branches;
  for (const name of first?.properties.keys() ?? []) {
    if (!branches.every(({ required }) => required.has(name) || base.required.has(name))) continue;
    const values = branches.map(({ properties }) => {
      const nodes = properties.get(name);
      return nodes === undefined ? [] : (flatten(context, nodes).values ?? []);
    });
    const all = values.flat();
    const scalars = all.every(
      (value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
    );
    const distinct = new Set(all.map(canonicalJson)).size === all.length;
    if (scalars && distinct && values.every((each) => each.length > 0)) return { name, values };
  }
  return undefined;
}

function taggedBranches(
  { base, branches }: Choice,
  merged: FlatNode,
  values: Tag['values'],
): readonly TaggedBranch[] {
  return branches.map((branch, index) => ({
    tags: values[index] ?? [],
    required: [...branch.required].filter((name) => !merged.required.has(name)),
    excluded: excludedOf(branch, base, merged),
  }));
}

/** Fields of other alternatives, where this one allows none but its own. */
function excludedOf(branch: FlatNode, base: FlatNode, merged: FlatNode): readonly string[] {
  if (branch.additional !== false) return [];
  return [...merged.properties.keys()].filter(
    (name) => !branch.properties.has(name) && !base.properties.has(name),
  );
}

function warnOfDifferences(context: Context, { branches, union }: Choice, tag: string): void {
  const names = new Set(branches.flatMap(({ properties }) => [...properties.keys()]));
  for (const name of names) {
    const nodes = branches.flatMap(({ properties }) => properties.get(name) ?? []);
    const alternatives = new Set(nodes.map((node) => fingerprint([node])));
    if (name !== tag && alternatives.size > 1) {
      warn(context, union.at, `${name} differs between the alternatives; what it must be in which is lost`);
    }
  }
}

type Branch = { readonly branch: FlatNode; readonly base: FlatNode; readonly merged: FlatNode };

function validationOf(
  context: Context,
  { branch, base, merged }: Branch,
): { readonly schema: Schema; readonly exact: boolean } {
  const shared = [...branch.properties].filter(([name, nodes]) => isShared(name, nodes, merged));
  const own: FlatNode = { ...branch, properties: new Map(shared), additional: undefined };
  const { schema, exact } = valueValidation(context, own, true);
  const required = (schema.required ?? []).filter((name) => !merged.required.has(name));
  const excluded = excludedOf(branch, base, merged).map((name): Schema => ({ required: [name] }));
  const { required: _, ...others } = schema;
  const [only] = excluded;
  const not = only === undefined ? undefined : excluded.length === 1 ? only : { anyOf: excluded };
  const result = {
    ...others,
    ...(required.length === 0 ? {} : { required }),
    ...(not === undefined ? {} : { not }),
  };
  return { schema: result, exact: exact && (shared.length === 0 || !isSameValidation(result, {})) };
}

/** Whether alternatives say different things of a field; what one of them alone has is said outside. */
function isShared(name: string, nodes: ConjunctionOf, merged: FlatNode): boolean {
  const outer = merged.properties.get(name) ?? [];
  return fingerprint(outer) !== fingerprint(nodes);
}
