import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { below, type Context, warn } from './context.ts';
import { type ActiveRefs, type ConjunctionOf, emptyFlat, type FlatNode, type Union } from './node.ts';

/** Types of TypeBox that are no JSON types, and what their values are in JSON. */
const OTHER_TYPES: Readonly<Record<string, JsonObject>> = {
  Date: { type: 'string', format: 'date-time' },
  Uint8Array: { type: 'string', format: 'byte' },
  bigint: { type: 'integer', format: 'int64' },
};

/** Where a node stands, and by which references it was come to. */
export type NodePlace = { readonly context: Context; readonly at: string; readonly active: ActiveRefs };

/** Reads the keywords of one node, without its $ref and allOf. */
export function readNode(written: JsonObject, place: NodePlace): FlatNode {
  const node = withJsonType(written);
  const { at, context } = place;
  const part = (raw: JsonValue, ...steps: readonly (string | number)[]): ConjunctionOf => [
    { raw, at: below(context, at, ...steps), active: place.active },
  ];
  const entries = (keyword: string): readonly (readonly [string, ConjunctionOf])[] =>
    Object.entries(objectAt(node, keyword)).map(([name, raw]) => [name, part(raw, keyword, name)]);
  const tuple = isJsonList(node['prefixItems'])
    ? 'prefixItems'
    : isJsonList(node['items'])
      ? 'items'
      : undefined;
  const rest = tuple === 'items' ? 'additionalItems' : 'items';
  const single = (keyword: string): ConjunctionOf | false | undefined => {
    const raw = node[keyword];
    return raw === undefined || raw === false ? raw : part(raw, keyword);
  };
  const byPattern = entries('patternProperties');
  return {
    ...emptyFlat(at),
    types: typesOf(node),
    values: valuesOf(node),
    patterns: typeof node['pattern'] === 'string' ? [node['pattern']] : [],
    plain: plainOf(node),
    properties: new Map(entries('properties')),
    required: new Set(textsAt(node, 'required')),
    additional: additionalOf(node, single, place),
    byPattern,
    items: single(rest) ?? (node['unevaluatedItems'] === false ? false : undefined),
    tuple: tuple === undefined ? undefined : listAt(node, tuple).map((raw, index) => part(raw, tuple, index)),
    unions: (['anyOf', 'oneOf'] as const).flatMap((mode): Union[] =>
      isJsonList(node[mode])
        ? [{ mode, at: below(context, at, mode), branches: node[mode].map((raw, n) => part(raw, mode, n)) }]
        : [],
    ),
    negations: node['not'] === undefined ? [] : [part(node['not'], 'not')],
    dependencies: dependenciesOf(node, place),
  };
}

function withJsonType(node: JsonObject): JsonObject {
  const { type } = node;
  const other = typeof type === 'string' && Object.hasOwn(OTHER_TYPES, type) ? OTHER_TYPES[type] : undefined;
  return other === undefined ? node : { ...node, ...other };
}

function typesOf(node: JsonObject): readonly string[] | undefined {
  const { type } = node;
  if (node['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  const types = typeof type === 'string' ? [type] : isJsonList(type) ? textsAt(node, 'type') : undefined;
  return node['nullable'] === true && types !== undefined ? [...types, 'null'] : types;
}

function valuesOf(node: JsonObject): readonly JsonValue[] | undefined {
  if (node['const'] !== undefined) return [node['const']];
  return isJsonList(node['enum']) ? node['enum'] : undefined;
}

const NUMBERS = [
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
];

/** Keywords that stay what they are; bounds that exclude themselves are numbers, as from draft 6 on. */
function plainOf(node: JsonObject): JsonObject {
  const texts = ['title', 'description', 'format'].filter(
    (key) => typeof node[key] === 'string' && node[key] !== '',
  );
  const numbers = NUMBERS.filter((key) => typeof node[key] === 'number');
  const flags = ['uniqueItems', 'deprecated'].filter((key) => node[key] === true);
  const others = Object.keys(node).filter((key) => key.startsWith('x-') || key === 'externalDocs');
  const examples = isJsonList(node['examples']) ? node['examples'] : [];
  const example = node['example'] ?? examples[0];
  return {
    ...pick(node, [...texts, ...numbers, ...flags, ...others]),
    ...('default' in node ? pick(node, ['default']) : {}),
    ...(example === undefined ? {} : { example }),
    ...(node['contentEncoding'] === 'base64' ? { format: 'byte' } : {}),
    ...boundOf(node, 'minimum', 'exclusiveMinimum'),
    ...boundOf(node, 'maximum', 'exclusiveMaximum'),
    ...pick(node, ['propertyNames', 'discriminator']),
  };
}

function boundOf(node: JsonObject, inclusive: string, exclusive: string): JsonObject {
  const bound = node[inclusive];
  const limit = node[exclusive];
  const plain = typeof bound === 'number' ? { [inclusive]: bound } : {};
  if (typeof limit === 'number') return { ...plain, [exclusive]: limit };
  return limit === true && typeof bound === 'number' ? { [exclusive]: bound } : plain;
}

function additionalOf(
  node: JsonObject,
  single: (keyword: string) => ConjunctionOf | false | undefined,
  { context }: NodePlace,
): ConjunctionOf | false | undefined {
  const keyword = 'additionalProperties' in node ? 'additionalProperties' : 'unevaluatedProperties';
  const additional = single(keyword);
  if (additional === false) {
    context.closed += 1;
  }
  return additional;
}

function dependenciesOf(node: JsonObject, { context, at }: NodePlace): FlatNode['dependencies'] {
  return ['dependentRequired', 'dependencies'].flatMap((keyword) =>
    Object.entries(objectAt(node, keyword)).flatMap(([name, needed]) => {
      if (isJsonList(needed)) return [[name, needed.filter((each) => typeof each === 'string')] as const];
      warn(
        context,
        below(context, at, keyword, name),
        `${keyword} with a schema is lost; a CEL rule can say the same`,
      );
      return [];
    }),
  );
}

function pick(node: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.flatMap((key) => (node[key] === undefined ? [] : [[key, node[key]] as const])),
  );
}

function objectAt(node: JsonObject, key: string): JsonObject {
  const member = node[key];
  return isJsonObject(member) ? member : {};
}

function listAt(node: JsonObject, key: string): readonly JsonValue[] {
  const member = node[key];
  return isJsonList(member) ? member : [];
}

function textsAt(node: JsonObject, key: string): readonly string[] {
  return listAt(node, key).filter((item) => typeof item === 'string');
}
