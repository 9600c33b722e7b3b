import type { ApiObject } from '../api/api-object.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { StructuralSchema } from '../api/structural-schema.ts';
import { type Comparison, compareObjects } from './compare-objects.ts';
import { difference, intersection, isEmptySet, pathsOf, union } from './field-set.ts';
import { fieldsOf } from './fields-of.ts';
import { describePath } from './fields-v1.ts';
import { decodeEntries, encodeEntries, identityOf, type ManagedEntry } from './managed-entry.ts';
import { managedSchema, serverFields } from './managed-schema.ts';
import { changedIn, plain, type Writer } from './managed-update.ts';
import { comparisonsOf, type ManagedVersions, oneVersion } from './managed-versions.ts';
import { mergeObjects } from './merge-objects.ts';
import { pruneApplied } from './prune-applied.ts';

/** A field that the writer applies another value to than its owner. */
export type FieldConflict = { readonly entry: ManagedEntry; readonly field: string };

/** What came of an apply: the object before it is validated, and whether it is another one; or the conflicts. */
export type Applied =
  | {
      readonly object: JsonObject;
      readonly isChanged: boolean;
      readonly managedFields: readonly JsonObject[];
    }
  | { readonly conflicts: readonly FieldConflict[] };

type Apply = {
  /** undefined where the apply creates the object. */
  readonly stored: ApiObject | undefined;
  /** As the client wrote it, without what this part of the object does not take. */
  readonly applied: JsonObject;
  readonly writer: Writer;
  readonly force: boolean;
};

/**
 * Applies an object (structured-merge-diff merge/update.go Apply): what the writer applied before and does not any
 * more is removed unless another owns it; what another owns with another value is a conflict, unless it is forced.
 */
export const managedApply = (
  kindSchema: StructuralSchema,
  { stored, applied, writer, force }: Apply,
  versions: ManagedVersions = oneVersion(managedSchema(kindSchema)),
): Applied => {
  const schema = managedSchema(kindSchema);
  const { apiVersion } = writer;
  const before = plain(stored);
  const fields = difference(fieldsOf(applied, schema), serverFields);
  const own: ManagedEntry = { ...writer, operation: 'Apply', fields };
  const entries = entriesOf(stored, before, schema);
  const last = entries.find((entry) => identityOf(entry) === identityOf(own));
  const others = entries.filter(
    (entry) => entry !== last && versions.schemaOf(entry.apiVersion) !== undefined,
  );
  const merged = { apiVersion, object: objectOf(mergeObjects(before, applied, schema)) };
  const object = pruneApplied({ merged, last, owners: [...others, own], versions });
  const comparedIn = comparisonsOf({ before, after: object, apiVersion }, versions);
  const conflicts = force ? [] : others.flatMap((entry) => conflictsOf(entry, comparedIn(entry.apiVersion)));
  if (conflicts.length > 0) return { conflicts };
  const rest = others.map((entry) => {
    const compared = comparedIn(entry.apiVersion);
    return compared === undefined
      ? entry
      : { ...entry, fields: difference(entry.fields, changedIn(compared)) };
  });
  const isChanged = !isEmptySet(changedIn(compareObjects(before, object, schema)));
  // An apply that changes nothing but who owns what has no time of its own.
  const managedFields = encodeEntries([...rest, isChanged ? own : { ...own, time: last?.time ?? '' }]);
  return { object, isChanged, managedFields };
};

const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** An object that was made before anybody tracked fields belongs to those who made it. */
const entriesOf = (
  stored: ApiObject | undefined,
  before: JsonObject,
  schema: StructuralSchema,
): readonly ManagedEntry[] => {
  const entries = decodeEntries(stored?.metadata.managedFields);
  if (stored === undefined || entries.length > 0) return entries;
  return [
    {
      manager: 'before-first-apply',
      operation: 'Update',
      apiVersion: stored.apiVersion,
      time: stored.metadata.creationTimestamp ?? '',
      subresource: '',
      fields: difference(compareObjects({}, before, schema).added, serverFields),
    },
  ];
};

const conflictsOf = (entry: ManagedEntry, compared: Comparison | undefined): readonly FieldConflict[] => {
  if (compared === undefined) return [];
  const written = union(compared.added, compared.modified);
  return pathsOf(intersection(entry.fields, written)).map((path) => ({ entry, field: describePath(path) }));
};
