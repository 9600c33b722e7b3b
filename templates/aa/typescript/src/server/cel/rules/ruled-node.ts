import type { StructuralSchema } from '../../api/structural-schema.ts';
import { escapeName } from '../values/escape-name.ts';
import { withResourceFields } from '../values/resource-fields.ts';
import { type CompiledRule, compileRule } from './compile-rule.ts';

/** A place of a schema that has rules, or has some below it. */
export type RuledNode = {
  /** The schema of the values, as rules see them. */
  readonly schema: StructuralSchema;
  readonly rules: readonly CompiledRule[];
  readonly items: RuledNode | undefined;
  readonly values: RuledNode | undefined;
  readonly properties: ReadonlyMap<string, RuledNode>;
  /** What `allOf` says of the same values. */
  readonly allOf: readonly RuledNode[];
};

const known = new WeakMap<StructuralSchema, { readonly node: RuledNode | undefined }>();

/**
 * The rules of the schema of a resource, compiled once; undefined where it has none. @throws Error with a sentence for
 * a rule that cannot be evaluated
 */
export const rulesOf = (schema: StructuralSchema): RuledNode | undefined => {
  const before = known.get(schema);
  if (before !== undefined) return before.node;
  const node = nodeOf(schema, schema, true);
  known.set(schema, { node });
  return node;
};

/**
 * @param validation says which rules there are: of `allOf`, a part of what holds for the value
 * @param schema says what the value looks like
 */
const nodeOf = (
  validation: StructuralSchema,
  schema: StructuralSchema,
  isResource: boolean,
): RuledNode | undefined => {
  const node: RuledNode = {
    schema: isResource ? withResourceFields(schema) : schema,
    rules: (validation['x-kubernetes-validations'] ?? []).flatMap((rule) => compileRule(rule, schema) ?? []),
    items: childOf(validation.items, schema.items),
    values: childOf(mapValues(validation), mapValues(schema)),
    properties: propertiesOf(validation, schema),
    allOf: (validation.allOf ?? []).flatMap((each) => nodeOf(each, schema, isResource) ?? []),
  };
  const { rules, items, values, properties, allOf } = node;
  const isEmpty =
    rules.length + properties.size + allOf.length === 0 && items === undefined && values === undefined;
  return isEmpty ? undefined : node;
};

const mapValues = ({ additionalProperties }: StructuralSchema): StructuralSchema | undefined =>
  typeof additionalProperties === 'object' ? additionalProperties : undefined;

const childOf = (
  validation: StructuralSchema | undefined,
  schema: StructuralSchema | undefined,
): RuledNode | undefined =>
  validation === undefined || schema === undefined
    ? undefined
    : nodeOf(validation, schema, schema['x-kubernetes-embedded-resource'] === true);

const propertiesOf = (
  validation: StructuralSchema,
  schema: StructuralSchema,
): ReadonlyMap<string, RuledNode> =>
  new Map(
    Object.entries(validation.properties ?? {}).flatMap(([name, property]): [string, RuledNode][] => {
      const own = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined;
      const node =
        own === undefined || (escapeName(name) !== undefined && !isSeen(own))
          ? undefined
          : childOf(property, own);
      return node === undefined ? [] : [[name, node]];
    }),
  );

/** Values of any shape are not seen by rules, nor are lists and maps of them (SchemaDeclType of k8s.io/apiserver pkg/cel/common). */
const isSeen = (schema: StructuralSchema): boolean => {
  if (schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-embedded-resource'] === true)
    return true;
  if (schema.type === 'array') return schema.items !== undefined && isSeen(schema.items);
  const values = mapValues(schema);
  if (schema.type === 'object' && values !== undefined) return isSeen(values);
  return schema.type !== undefined;
};
