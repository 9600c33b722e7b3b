import { isJsonObject, type JsonObject } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { below, type Context, warn } from './context.ts';
import type { ConjunctionOf, FlatNode } from './node.ts';
import { dependencyRules } from './tag-rules.ts';

const PRESERVE: Schema = { 'x-kubernetes-preserve-unknown-fields': true };

/** Patterns of property names that every name matches. */
const EVERY_NAME = new Set(['', '.*', '^.*$', '^(.*)$', '.+', '^.+$', '^[\\s\\S]*$']);

/** Makes the schema of an object with fields, or of a map. */
export function objectSchema(flat: FlatNode, context: Context): Schema {
  const node = namedProperties(flat, context);
  const properties = propertiesOf(node, context);
  const required = requiredOf(node, properties);
  const declared: Schema = {
    type: 'object',
    ...countsOf(node.plain),
    ...(properties.size === 0 ? {} : { properties: Object.fromEntries(properties) }),
    ...(required.length === 0 ? {} : { required }),
  };
  const rules = dependencyRules(node, declared, context);
  return {
    ...declared,
    ...othersOf(node, properties.size > 0, context),
    ...(rules.length === 0 ? {} : { 'x-kubernetes-validations': rules }),
  };
}

function countsOf({ minProperties, maxProperties }: JsonObject): Schema {
  return {
    ...(typeof minProperties === 'number' && minProperties > 0 ? { minProperties } : {}),
    ...(typeof maxProperties === 'number' ? { maxProperties } : {}),
  };
}

/** A map whose keys are known by name is an object, as records with an enum of keys are. */
function namedProperties(node: FlatNode, context: Context): FlatNode {
  const names = node.plain['propertyNames'];
  if (!isJsonObject(names)) return node;
  const values = Array.isArray(names['enum'])
    ? names['enum']
    : names['const'] === undefined
      ? []
      : [names['const']];
  const keys = values.filter((value) => typeof value === 'string');
  if (keys.length === 0 || node.additional === undefined || node.additional === false) {
    const limits = Object.keys(names).filter((keyword) => keyword !== 'type' && keyword !== '$comment');
    if (limits.length > 0)
      warn(
        context,
        below(context, node.at, 'propertyNames'),
        `propertyNames (${limits.join(', ')}) is lost: a CRD cannot limit the keys of a map`,
      );
    return node;
  }
  const { additional } = node;
  const properties = new Map([
    ...keys.map((key): [string, ConjunctionOf] => [key, additional]),
    ...node.properties,
  ]);
  return { ...node, properties, additional: false };
}

function propertiesOf(node: FlatNode, context: Context): ReadonlyMap<string, Schema> {
  const found = new Map<string, Schema>();
  for (const [name, nodes] of node.properties) {
    const [only] = nodes;
    const never = nodes.length === 1 && only !== undefined && 'raw' in only && only.raw === false;
    if (!never) found.set(name, context.convert(nodes));
  }
  for (const name of node.required) {
    if (found.has(name)) continue;
    found.set(name, PRESERVE);
    warn(
      context,
      below(context, node.at, 'required'),
      `${name} is required and not declared, so it can be anything`,
    );
  }
  return found;
}

/** In the order of the properties, whatever the order they are listed in. */
function requiredOf({ required }: FlatNode, properties: ReadonlyMap<string, Schema>): readonly string[] {
  return [...properties.keys()].filter((name) => required.has(name));
}

/** What holds for properties that are not declared. */
function othersOf(node: FlatNode, hasProperties: boolean, context: Context): Schema {
  const { additional, byPattern, at } = node;
  const patterned = byPattern.map(([, value]) => value);
  if (hasProperties) return othersBesides(node, context);
  if (patterned.length > 0) {
    const narrow = byPattern.map(([pattern]) => pattern).filter((pattern) => !EVERY_NAME.has(pattern));
    if (narrow.length > 0)
      warn(
        context,
        below(context, at, 'patternProperties'),
        `the patterns of the keys are lost (${narrow.join(', ')}): a CRD cannot limit the keys of a map`,
      );
    return mapOf(patterned.length === 1 ? (patterned[0] ?? []) : [{ choices: patterned, at }], context);
  }
  if (additional === false) return {};
  if (additional === undefined) {
    const kept =
      node.plain['x-kubernetes-preserve-unknown-fields'] === true ||
      node.plain['x-kubernetes-embedded-resource'] === true;
    if (!kept) warn(context, at, 'the object declares no fields, so any are kept');
    return PRESERVE;
  }
  return mapOf(additional, context);
}

function mapOf(values: ConjunctionOf, context: Context): Schema {
  return isAnything(values) ? PRESERVE : { additionalProperties: context.convert(values) };
}

function isAnything(nodes: ConjunctionOf): boolean {
  return nodes.every(
    (node) =>
      'raw' in node &&
      (node.raw === true ||
        (isJsonObject(node.raw) &&
          Object.keys(node.raw).every((key) => key.startsWith('x-kx-') || key === '$comment'))),
  );
}

/** A CRD has declared fields or a map, never both. */
function othersBesides({ additional, byPattern, at }: FlatNode, context: Context): Schema {
  const patterns = byPattern.map(([pattern]) => pattern);
  if (additional !== undefined && additional !== false) {
    if (!isAnything(additional))
      warn(
        context,
        below(context, at, 'additionalProperties'),
        'the schema of further fields is lost beside declared ones: they are kept, whatever they are',
      );
    return PRESERVE;
  }
  if (patterns.length === 0) return {};
  warn(
    context,
    below(context, at, 'patternProperties'),
    `the schemas of fields by pattern are lost beside declared ones (${patterns.join(', ')}): they are kept, whatever they are`,
  );
  return PRESERVE;
}
