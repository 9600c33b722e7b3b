import type { ApiObject } from '../api/api-object.ts';
import type { JsonObject } from '../api/json.ts';
import type { StructuralSchema } from '../api/structural-schema.ts';
import { type Comparison, compareObjects } from './compare-objects.ts';
import { difference, type FieldSet, isEmptySet, union } from './field-set.ts';
import { decodeEntries, encodeEntries, identityOf, type ManagedEntry } from './managed-entry.ts';
import { managedSchema, serverFields } from './managed-schema.ts';
import { comparisonsOf, type ManagedVersions, oneVersion } from './managed-versions.ts';

/** Who writes, where and when. */
export type Writer = {
  readonly manager: string;
  readonly apiVersion: string;
  /** '' for the object itself. */
  readonly subresource: string;
  /** RFC 3339, whole seconds. */
  readonly time: string;
};

/** More entries of updates than this are one (k8s.io/apiserver fieldmanager DefaultMaxUpdateManagers). */
const mostUpdates = 10;
const ancient = 'ancient-changes';

type Update = {
  /** undefined on a create. */
  readonly before: ApiObject | undefined;
  readonly after: ApiObject;
  readonly writer: Writer;
};

/**
 * managedFields after a write that is no apply: the writer owns what it changed, and takes it from everybody else, in
 * whichever version they wrote it (structured-merge-diff merge/update.go Update).
 */
export const managedUpdate = (
  kindSchema: StructuralSchema,
  { before, after, writer }: Update,
  versions: ManagedVersions = oneVersion(managedSchema(kindSchema)),
): readonly JsonObject[] => {
  const { apiVersion } = writer;
  const sides = { before: plain(before), after: plain(after) };
  const comparedIn = comparisonsOf({ ...sides, apiVersion }, versions);
  const { added, modified } =
    comparedIn(apiVersion) ?? compareObjects(sides.before, sides.after, managedSchema(kindSchema));
  const taken = difference(union(added, modified), serverFields);
  const others = decodeEntries(before?.metadata.managedFields).flatMap((entry) => {
    const compared = comparedIn(entry.apiVersion);
    return compared === undefined
      ? []
      : [{ ...entry, fields: difference(entry.fields, changedIn(compared)) }];
  });
  const own: ManagedEntry = { ...writer, operation: 'Update', fields: taken };
  if (isEmptySet(taken)) return encodeEntries(others);
  const previous = others.find((entry) => identityOf(entry) === identityOf(own));
  const fields = previous === undefined ? taken : union(previous.fields, taken);
  return encodeEntries(withinLimit([...others.filter((entry) => entry !== previous), { ...own, fields }]));
};

/** Every field that is not as it was. */
export const changedIn = ({ added, modified, removed }: Comparison): FieldSet =>
  union(union(added, modified), removed);

/** An object as it is compared: managedFields are no fields of their own. */
export const plain = (object: ApiObject | undefined): JsonObject => {
  if (object === undefined) return {};
  const { managedFields: _managedFields, ...metadata } = object.metadata;
  return { ...object, metadata: metadata as JsonObject };
};

/** The oldest updates become one entry that nobody in particular wrote. */
const withinLimit = (entries: readonly ManagedEntry[]): readonly ManagedEntry[] => {
  const updates = entries
    .filter(({ operation }) => operation === 'Update')
    .toSorted((a, b) => (a.time < b.time ? -1 : 1));
  const surplus = updates.slice(0, Math.max(0, updates.length - mostUpdates + 1));
  if (updates.length <= mostUpdates) return entries;
  const byVersion = new Map<string, ManagedEntry>();
  for (const entry of surplus) {
    const known = byVersion.get(entry.apiVersion);
    const fields = known === undefined ? entry.fields : union(known.fields, entry.fields);
    byVersion.set(entry.apiVersion, { ...entry, manager: ancient, subresource: '', fields });
  }
  return [...entries.filter((entry) => !surplus.includes(entry)), ...byVersion.values()];
};
