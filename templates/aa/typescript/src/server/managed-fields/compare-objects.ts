import { isDeepStrictEqual } from 'node:util';
import { isJsonList, isJsonObject, type JsonValue, ownMember } from '../api/json.ts';
import { memberSchema, type StructuralSchema } from '../api/structural-schema.ts';
import { type FieldSet, fieldSet, noFields } from './field-set.ts';
import { stepTo } from './list-steps.ts';
import { type MergeType, mergeTypeOf } from './merge-type.ts';

/** What makes one object into another. */
export type Comparison = {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
};

type Change = 'added' | 'modified' | 'removed';
type Sides = { readonly before: JsonValue | undefined; readonly after: JsonValue | undefined };
/** What became of a field itself, and of what is below it. */
type Compared = { readonly change: Change | undefined; readonly inside: Comparison };

const nothing: Comparison = { added: noFields, modified: noFields, removed: noFields };
/** Most of an object, of which nothing has to be remembered. */
const unchanged: Compared = { change: undefined, inside: nothing };

/** Compares two objects field by field (structured-merge-diff typed/compare.go). */
export const compareObjects = (
  before: JsonValue,
  after: JsonValue,
  schema: StructuralSchema | undefined,
): Comparison => compare({ before, after }, schema).inside;

const compare = (sides: Sides, schema: StructuralSchema | undefined): Compared => {
  if (sides.before === sides.after) return unchanged;
  const types = [sides.before, sides.after].flatMap((value) =>
    value === undefined ? [] : [mergeTypeOf(schema, value)],
  );
  const [type = { kind: 'leaf' as const }, other = type] = types;
  // Two empty ones are a leaf, so that null and {} are told apart.
  if (type.kind !== other.kind || type.kind === 'leaf' || isBothEmpty(sides)) return compareLeaves(sides);
  const inside = comparisonOf(entriesOf(sides, type).filter(([, compared]) => compared !== unchanged));
  const change = presence(sides);
  return change === undefined && inside === nothing ? unchanged : { change, inside };
};

const compareLeaves = (sides: Sides): Compared => {
  const isSame = isDeepStrictEqual(sides.before, sides.after);
  return isSame ? unchanged : { change: presence(sides) ?? 'modified', inside: nothing };
};

const presence = ({ before, after }: Sides): Change | undefined => {
  if (before === undefined) return after === undefined ? undefined : 'added';
  return after === undefined ? 'removed' : undefined;
};

const isBothEmpty = ({ before, after }: Sides): boolean => isEmpty(before) && isEmpty(after);

const isEmpty = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

type Entry = readonly [step: string, compared: Compared];

const entriesOf = ({ before, after }: Sides, type: MergeType): readonly Entry[] => {
  if (type.kind === 'map') {
    const [old, now] = [before, after].map((value) => (isJsonObject(value) ? value : {}));
    const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
    return names.map((name) => {
      const sides = { before: ownMember(old ?? {}, name), after: ownMember(now ?? {}, name) };
      return [`f:${name}`, compare(sides, memberSchema(type.schema, name))];
    });
  }
  if (type.kind === 'leaf') return [];
  const [old, now] = [before, after].map((value) => itemsByStep(value, type));
  const steps = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  const items = type.kind === 'list' ? type.items : undefined;
  return steps.map((step) => [step, compare({ before: old?.get(step), after: now?.get(step) }, items)]);
};

const itemsByStep = (
  value: JsonValue | undefined,
  type: MergeType & { readonly kind: 'list' | 'set' },
): ReadonlyMap<string, JsonValue> =>
  new Map((isJsonList(value) ? value : []).map((item) => [stepTo(item, type), item]));

const comparisonOf = (entries: readonly Entry[]): Comparison => {
  if (entries.length === 0) return nothing;
  const setOf = (change: Change) =>
    fieldSet(
      entries.filter(([, compared]) => compared.change === change).map(([step]) => step),
      entries.map(([step, { inside }]) => [step, inside[change]]),
    );
  return { added: setOf('added'), modified: setOf('modified'), removed: setOf('removed') };
};
