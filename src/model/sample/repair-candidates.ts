import { canonicalJson, isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { validateValue } from '../value/validate-value.ts';
import type { BrokenRule, ValuePath } from './broken-rules.ts';
import { repairValues } from './repair-values.ts';
import { type Change, valueAt } from './set-value.ts';

/** How far below the place of a rule fields are changed. */
const DEPTH = 6;

/** Which fields are looked for: those that the rule names, not too deep. */
type Search = { readonly words: ReadonlySet<string>; readonly deepest: number };

/**
 * Finds changes to an object that may mend a rule: other values of the fields that it names, those fields left out
 * or put in.
 *
 * @returns changes after which the object still satisfies the schema of the changed field
 */
export function repairCandidates(object: JsonObject, broken: BrokenRule): readonly Change[] {
  const search: Search = {
    words: new Set(broken.rule.rule.match(/\w+/gu) ?? []),
    deepest: broken.path.length + DEPTH,
  };
  const value = valueAt(object, broken.path);
  if (value === undefined) return [];
  const sites = sitesBelow(
    { schema: broken.schema, path: broken.path, isOptional: typeof broken.path.at(-1) === 'string' },
    value,
    search,
  );
  return sites.flatMap(({ schema, path, isOptional }) => {
    const now = valueAt(object, path);
    const values = [
      ...new Map(repairValues(schema, broken.rule.rule).map((each) => [canonicalJson(each), each])).values(),
    ];
    const others = values.filter(
      (each) =>
        (now === undefined || canonicalJson(each) !== canonicalJson(now)) &&
        validateValue(schema, each).length === 0,
    );
    return [
      ...(isOptional && now !== undefined ? [{ path, value: undefined }] : []),
      ...others.map((each): Change => ({ path, value: each })),
    ];
  });
}

type Site = { readonly schema: Schema; readonly path: ValuePath; readonly isOptional: boolean };

/** The node itself, and the fields in it that the rule names; items and values of those belong to them. */
function sitesBelow(site: Site, value: JsonValue | undefined, search: Search): readonly Site[] {
  const { schema, path } = site;
  if (path.length > search.deepest) return [];
  const { properties = {}, required = [], items, additionalProperties } = schema;
  if (isJsonList(value) && items !== undefined) {
    const below = value.map(
      (item, index) => [{ schema: items, path: [...path, index], isOptional: false }, item] as const,
    );
    return [site, ...below.flatMap(([child, item]) => sitesBelow(child, item, search))];
  }
  if (!isJsonObject(value)) return [site];
  const named = Object.entries(properties).filter(([name]) => search.words.has(name));
  const children = named.map(([name, child]): Site => {
    return { schema: child, path: [...path, name], isOptional: !required.includes(name) };
  });
  const entries = additionalProperties === undefined ? [] : Object.keys(value);
  const keyed = entries.map(
    (key): Site => ({ schema: additionalProperties ?? {}, path: [...path, key], isOptional: true }),
  );
  const isOwn = children.length === 0 && path.length > 0;
  return [
    ...(isOwn ? [site] : []),
    ...[...children, ...keyed].flatMap((child) => [
      ...(memberAt(value, child) === undefined
        ? [child]
        : withOwn(child, sitesBelow(child, memberAt(value, child), search))),
    ]),
  ];
}

function withOwn(site: Site, below: readonly Site[]): readonly Site[] {
  return below.includes(site) ? below : [site, ...below];
}

function memberAt(object: JsonObject, { path }: Site): JsonValue | undefined {
  const name = path.at(-1);
  return typeof name === 'string' && Object.hasOwn(object, name) ? object[name] : undefined;
}
