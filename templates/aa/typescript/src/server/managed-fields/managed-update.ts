import type { ApiObject } from '../api/api-object.ts';
import type { JsonObject } from '../api/json.ts';
import type { StructuralSchema } from '../api/structural-schema.ts';
import { compareObjects } from './compare-objects.ts';
import { difference, isEmptySet, union } from './field-set.ts';
import { decodeEntries, encodeEntries, identityOf, type ManagedEntry } from './managed-entry.ts';
import { managedSchema, serverFields } from './managed-schema.ts';

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

/**
 * managedFields after a write that is no apply: the writer owns what it changed, and takes it from everybody else
 * (structured-merge-diff merge/update.go Update).
 *
 * `before` is undefined on a create.
 */
export const managedUpdate = (
  schema: StructuralSchema,
  {
    before,
    after,
    writer,
  }: { readonly before: ApiObject | undefined; readonly after: ApiObject; readonly writer: Writer },
): readonly JsonObject[] => {
  const { added, modified, removed } = compareObjects(plain(before), plain(after), managedSchema(schema));
  const taken = difference(union(added, modified), serverFields);
  const lost = union(union(added, modified), removed);
  const others = decodeEntries(before?.metadata.managedFields).map((entry) => ({
    entry,
    kept: difference(entry.fields, lost),
  }));
  const own: ManagedEntry = { ...writer, operation: 'Update', fields: taken };
  const isOwn = (entry: ManagedEntry) => identityOf(entry) === identityOf(own);
  if (isEmptySet(taken)) return encodeEntries(others.map(({ entry, kept }) => ({ ...entry, fields: kept })));
  const previous = others.find(({ entry }) => isOwn(entry));
  const fields = previous === undefined ? taken : union(previous.kept, taken);
  const rest = others
    .filter(({ entry }) => !isOwn(entry))
    .map(({ entry, kept }) => ({ ...entry, fields: kept }));
  return encodeEntries(withinLimit([...rest, { ...own, fields }]));
};

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
