import { isJsonObject, type JsonObject } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { annotate } from './annotations.ts';
import { type Context, countNodes, oneDeeper, warn } from './context.ts';
import { flatten, warnOfCut } from './flatten.ts';
import { allowsNull, isOnlyNull, typesOf } from './json-types.ts';
import { listSchema } from './list-schema.ts';
import type { ConjunctionOf, FlatNode } from './node.ts';
import { objectSchema } from './object-schema.ts';
import { intOrStringSchema, scalarSchema } from './scalar-schema.ts';
import { unionSchema } from './union-schema.ts';
import { negationsOf } from './value-validation.ts';

const ANYTHING: Schema = { 'x-kubernetes-preserve-unknown-fields': true };

/** Keywords that may stand beside a reference and say nothing of what it allows. */
const ANNOTATIONS = new Set([
  '$ref',
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  '$comment',
  'x-kx-at',
]);

/**
 * Makes the structural schema of nodes of a JSON Schema that hold together.
 *
 * @throws SchemaTooLargeError where references expand to more than any CRD holds
 */
export function convertNodes(context: Context, nodes: ConjunctionOf): Schema {
  const [only] = nodes;
  const at = only?.at ?? '';
  return oneDeeper(context, at, () => {
    const ref =
      nodes.length === 1 && only !== undefined && 'raw' in only && isJsonObject(only.raw)
        ? only.raw
        : undefined;
    return ref !== undefined &&
      typeof ref['$ref'] === 'string' &&
      Object.keys(ref).every((key) => ANNOTATIONS.has(key))
      ? convertReference(context, ref, nodes)
      : convertFlat(context, flatten(context, nodes));
  });
}

/** What a reference stands for is made once, unless it is cut off where it comes back to what it lies in. */
function convertReference(context: Context, node: JsonObject, nodes: ConjunctionOf): Schema {
  const ref = String(node['$ref']);
  const key = Object.keys(node).length === 1 ? ref : JSON.stringify(node);
  const known = context.converted.get(key);
  if (known !== undefined) {
    countNodes(context, nodes[0]?.at ?? '', known.nodes);
    return known.schema;
  }
  const outer = [...context.open];
  context.open.clear();
  const before = context.nodes;
  const flat = flatten(context, nodes);
  const schema = convertFlat(context, flat);
  if (!flat.recursive) {
    context.open.delete(ref);
    if (context.open.size === 0) context.converted.set(key, { schema, nodes: context.nodes - before });
  }
  for (const each of outer) context.open.add(each);
  return schema;
}

/** Makes the structural schema of a node whose references are followed. */
export function convertFlat(context: Context, node: FlatNode): Schema {
  const { at, plain } = node;
  if (node.never) {
    context.notes.violations.push({
      path: at,
      message: 'nothing satisfies the schema here, so no object could be made',
    });
    return ANYTHING;
  }
  if (node.recursive) {
    warnOfCut(context, at);
    return annotate(typesOf(node).includes('object') ? { type: 'object', ...ANYTHING } : ANYTHING, plain, {
      context,
      at,
    });
  }
  if (isOnlyNull(node)) return annotate({ ...ANYTHING, nullable: true }, plain, { context, at });
  const schema =
    node.unions.length > 0 ? unionSchema(context, node, convertFlat) : plainSchema(context, node);
  const nullable = allowsNull(node) && schema.type !== undefined ? { nullable: true } : {};
  return annotate({ ...schema, ...nullable, ...negationsOf(node, context) }, plain, { context, at });
}

/** Makes the schema of a node without unions. */
function plainSchema(context: Context, node: FlatNode): Schema {
  const types = typesOf(node);
  const [type] = types;
  if (type === undefined) return ANYTHING;
  if (types.length === 2 && types.includes('integer') && types.includes('string'))
    return intOrStringSchema(node, context);
  if (types.length > 1) {
    warn(context, node.at, `a CRD cannot say that a field is ${types.join(' or ')}, so it can be anything`);
    return ANYTHING;
  }
  switch (type) {
    case 'object':
      return objectSchema(node, context);
    case 'array':
      return listSchema(node, context);
    case 'boolean':
    case 'integer':
    case 'number':
    case 'string':
      return scalarSchema(node, type, context);
    default:
      warn(context, node.at, `the type ${type} is lost: JSON has no such type, so the field can be anything`);
      return ANYTHING;
  }
}
