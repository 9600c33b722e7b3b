import { canonicalJson, type JsonObject, type JsonValue } from '../json-value.ts';
import type { ConjunctionOf, FlatNode } from './node.ts';

type Merge = (a: JsonValue, b: JsonValue) => JsonValue;

const larger: Merge = (a, b) => (Number(a) > Number(b) ? a : b);
const smaller: Merge = (a, b) => (Number(a) < Number(b) ? a : b);

/** How two keywords of one name hold together; of others the later stands. */
const MERGES: Readonly<Record<string, Merge>> = {
  minimum: larger,
  exclusiveMinimum: larger,
  minLength: larger,
  minItems: larger,
  minProperties: larger,
  maximum: smaller,
  exclusiveMaximum: smaller,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  uniqueItems: (a, b) => a === true || b === true,
};

/** @returns what holds where both nodes do */
export function mergeFlat(a: FlatNode, b: FlatNode): FlatNode {
  const values = intersect(a.values, b.values);
  const types = intersectTypes(a.types, b.types);
  return {
    at: a.at,
    types,
    values,
    patterns: [...new Set([...a.patterns, ...b.patterns])],
    plain: mergePlain(a.plain, b.plain),
    properties: mergeProperties(a.properties, b.properties),
    required: new Set([...a.required, ...b.required]),
    additional: a.additional === false || b.additional === false ? false : both(a.additional, b.additional),
    byPattern: [...a.byPattern, ...b.byPattern],
    items: a.items === false || b.items === false ? false : both(a.items, b.items),
    tuple: b.tuple ?? a.tuple,
    unions: [...a.unions, ...b.unions],
    negations: [...a.negations, ...b.negations],
    dependencies: [...a.dependencies, ...b.dependencies],
    recursive: a.recursive || b.recursive,
    never: a.never || b.never || values?.length === 0 || types?.length === 0,
  };
}

function intersect(
  a: readonly JsonValue[] | undefined,
  b: readonly JsonValue[] | undefined,
): readonly JsonValue[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const texts = new Set(b.map(canonicalJson));
  return a.filter((value) => texts.has(canonicalJson(value)));
}

/** Whole numbers are numbers. */
function intersectTypes(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
): readonly string[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const allows = (types: readonly string[], type: string) =>
    types.includes(type) || (type === 'integer' && types.includes('number'));
  return [...new Set([...a.filter((type) => allows(b, type)), ...b.filter((type) => allows(a, type))])];
}

function mergePlain(a: JsonObject, b: JsonObject): JsonObject {
  const members = new Map(Object.entries(a));
  for (const [keyword, value] of Object.entries(b)) {
    const merge = Object.hasOwn(MERGES, keyword) ? MERGES[keyword] : undefined;
    const other = members.get(keyword);
    members.set(keyword, merge === undefined || other === undefined ? value : merge(other, value));
  }
  return Object.fromEntries(members);
}

function mergeProperties(
  a: ReadonlyMap<string, ConjunctionOf>,
  b: ReadonlyMap<string, ConjunctionOf>,
): ReadonlyMap<string, ConjunctionOf> {
  if (a.size === 0) return b;
  const members = new Map(a);
  for (const [name, nodes] of b) {
    members.set(name, [...(members.get(name) ?? []), ...nodes]);
  }
  return members;
}

function both(a: ConjunctionOf | undefined, b: ConjunctionOf | undefined): ConjunctionOf | undefined {
  return a === undefined || b === undefined ? (a ?? b) : [...a, ...b];
}
