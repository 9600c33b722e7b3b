import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../src/model/json-value.ts';

/** Gives natural numbers. */
export type Random = () => number;

const VALUES: readonly JsonValue[] = [
  '',
  'x',
  'X',
  'string',
  'integer',
  'array',
  'object',
  'v1',
  'a.b',
  '.spec.a',
  '.status.a',
  'set',
  'map',
  'atomic',
  'date',
  'int32',
  'self == oldSelf',
  '(',
  -1,
  0,
  1,
  2.5,
  1000,
  true,
  false,
  [],
  {},
  ['a'],
  [1],
  ['a', 'a'],
  { type: 'string' },
  { type: 'object' },
];

const KEYWORDS = [
  'type',
  'format',
  'nullable',
  'default',
  'enum',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'required',
  'properties',
  'items',
  'additionalProperties',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
  'description',
  'title',
  'id',
  '$ref',
  'served',
  'storage',
  'name',
  'deprecated',
  'shortNames',
  'singular',
];

type Spot = { readonly parent: JsonObject | readonly JsonValue[]; readonly key: string };

/** @returns the CRD with one thing deleted, replaced, added, or written twice; apiVersion and kind stay */
export function damaged(crd: JsonObject, random: Random): JsonObject {
  const pick = <T>(list: readonly T[]): T | undefined => list[random() % Math.max(1, list.length)];
  const spot = pick(spotsIn(crd).filter(({ parent }) => parent !== crd));
  if (spot === undefined) return crd;
  const values: readonly (() => JsonValue | undefined)[] = [
    () => undefined,
    () => pick(VALUES),
    () => pick(VALUES),
  ];
  const changes: readonly (() => readonly [Spot, JsonValue | undefined])[] = [
    ...values.map((value) => () => [spot, value()] as const),
    () => [{ ...spot, key: pick(KEYWORDS) ?? '' }, pick(VALUES)],
    () => [{ ...spot, key: pick(KEYWORDS) ?? '' }, pick(VALUES)],
  ];
  const change = pick(changes);
  return change === undefined ? crd : withChange(crd, ...change());
}

function spotsIn(value: JsonValue): readonly Spot[] {
  if (!isJsonList(value) && !isJsonObject(value)) return [];
  const own = Object.entries(value).map(([key]) => ({ parent: value, key }));
  return [...own, ...Object.values(value).flatMap((each) => (each === undefined ? [] : spotsIn(each)))];
}

function withChange(value: JsonObject, spot: Spot, changed: JsonValue | undefined): JsonObject {
  const copy = (each: JsonValue): JsonValue => {
    if (!isJsonList(each) && !isJsonObject(each)) return each;
    const members = Object.entries(each).map(([name, member]) => [name, copy(member ?? null)] as const);
    const others = each === spot.parent ? members.filter(([name]) => name !== spot.key) : members;
    const added = each === spot.parent && changed !== undefined ? [[spot.key, changed] as const] : [];
    const all = [...others, ...added];
    return isJsonList(each) ? all.map(([, member]) => member) : Object.fromEntries(all);
  };
  const result = copy(value);
  return isJsonObject(result) ? result : value;
}
