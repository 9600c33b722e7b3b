import { isDeepStrictEqual } from 'node:util';
import type { ApiObject } from '../../api/api-object.ts';
import { type FieldError, invalidField } from '../../api/field-error.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../api/json.ts';
import type { StructuralSchema } from '../../api/structural-schema.ts';
import { type Budget, type RuledPlace, rootPath, ruleProblems } from './rule-problems.ts';
import { type RuledNode, rulesOf } from './ruled-node.ts';

/** RuntimeCELCostBudget of k8s.io/apiserver pkg/apis/cel. */
const mostWork = 10_000_000;

/** The reasons of those problems that keep rules from being evaluated (hasBlockingErr of k8s.io/apiextensions-apiserver). */
const blocking: ReadonlySet<string | undefined> = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

const notChecked =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

/**
 * What the CEL rules of a schema have against an object, in the words and the order of kube-apiserver; rules about
 * changes look at `previous`, which is there on an update (k8s.io/apiextensions-apiserver pkg/apiserver/schema/cel).
 *
 * @param problems what else was found in the object
 */
export const validateRules = (
  object: ApiObject,
  schema: StructuralSchema,
  {
    previous,
    problems,
  }: { readonly previous: ApiObject | undefined; readonly problems: readonly FieldError[] },
): readonly FieldError[] => {
  const node = rulesOf(schema);
  if (node === undefined) return [];
  if (problems.some(({ reason }) => blocking.has(reason))) return [invalidField(rootPath, null, notChecked)];
  const budget: Budget = { left: mostWork, isExhausted: false };
  const place: RuledPlace = { value: object, old: previous, path: '', isUnchanged: () => false };
  return [...nodeProblems(node, place, budget)];
};

const nodeProblems = function* (node: RuledNode, place: RuledPlace, budget: Budget): Iterable<FieldError> {
  if (place.value === null || budget.isExhausted) return;
  const { value, old, isUnchanged } = place;
  const isSame = once(() => isUnchanged() || (old !== undefined && isDeepStrictEqual(value, old)));
  yield* ruleProblems(node, { ...place, isUnchanged: isSame }, budget);
  for (const part of node.allOf) yield* nodeProblems(part, place, budget);
  const below = { ...place, isUnchanged: isSame };
  if (isJsonList(value)) yield* itemProblems(node, value, { place: below, budget });
  else if (isJsonObject(value)) yield* memberProblems(node, value, { place: below, budget });
};

type Within = { readonly place: RuledPlace; readonly budget: Budget };

const itemProblems = function* (
  { items, schema }: RuledNode,
  values: readonly JsonValue[],
  { place, budget }: Within,
): Iterable<FieldError> {
  if (items === undefined) return;
  const oldItem = correlationOf(schema, isJsonList(place.old) ? place.old : []);
  for (const [index, value] of values.entries()) {
    const own = { ...place, value, old: oldItem(value), path: `${place.path}[${index}]` };
    yield* nodeProblems(items, own, budget);
  }
};

/** Which of the old items an item was: of a list with keys the one with the same keys, of others none. */
const correlationOf = (
  schema: StructuralSchema,
  old: readonly JsonValue[],
): ((item: JsonValue) => JsonValue | undefined) => {
  if (schema['x-kubernetes-list-type'] !== 'map') return () => undefined;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const identity = (item: JsonValue): string =>
    JSON.stringify(keys.map((key) => (isJsonObject(item) ? ownMember(item, key) : null) ?? null));
  const known = new Map(old.map((item) => [identity(item), item]));
  return (item) => known.get(identity(item));
};

const memberProblems = function* (
  node: RuledNode,
  object: JsonObject,
  { place, budget }: Within,
): Iterable<FieldError> {
  const old = isJsonObject(place.old) ? place.old : {};
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const own = { ...place, value, old: ownMember(old, name) ?? undefined };
    const property = node.properties.get(name);
    const path = place.path === '' ? name : `${place.path}.${name}`;
    if (property !== undefined) yield* nodeProblems(property, { ...own, path }, budget);
    if (node.values !== undefined) {
      yield* nodeProblems(node.values, { ...own, path: `${place.path}[${name}]` }, budget);
    }
  }
};

const once = (decide: () => boolean): (() => boolean) => {
  let known: boolean | undefined;
  return () => {
    known ??= decide();
    return known;
  };
};
