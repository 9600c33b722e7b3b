import type { ApiObject } from '../api/api-object.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { StructuralSchema } from '../api/structural-schema.ts';
import { compareObjects } from './compare-objects.ts';
import {
  difference,
  type FieldSet,
  intersection,
  isEmptySet,
  isSameSet,
  noFields,
  pathsOf,
  union,
} from './field-set.ts';
import { fieldsOf } from './fields-of.ts';
import { describePath } from './fields-v1.ts';
import { decodeEntries, encodeEntries, identityOf, type ManagedEntry } from './managed-entry.ts';
import { managedSchema, serverFields } from './managed-schema.ts';
import { plain, type Writer } from './managed-update.ts';
import { mergeObjects } from './merge-objects.ts';
import { withNamedFields } from './named-fields.ts';
import { removeFields } from './remove-fields.ts';

/** A field that the writer applies another value to than its owner. */
export type FieldConflict = { readonly entry: ManagedEntry; readonly field: string };

/** What came of an apply: the object before it is validated, or the conflicts. */
export type Applied =
  | { readonly object: JsonObject; readonly managedFields: readonly JsonObject[] }
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
): Applied => {
  const schema = managedSchema(kindSchema);
  const before = plain(stored);
  const fields = difference(fieldsOf(applied, schema), serverFields);
  const own: ManagedEntry = { ...writer, operation: 'Apply', fields };
  const entries = entriesOf(stored, before, schema);
  const last = entries.find((entry) => identityOf(entry) === identityOf(own));
  const others = entries.filter((entry) => entry !== last);
  const merged = mergeObjects(before, applied, schema) ?? {};
  const owned = others.map((entry) => entry.fields).reduce(union, fields);
  const object = prune({ merged, last: last?.fields ?? noFields, owned, schema });
  const { added, modified, removed } = compareObjects(before, object, schema);
  const written = union(added, modified);
  const conflicts = force ? [] : others.flatMap((entry) => conflictsOf(entry, written));
  if (conflicts.length > 0) return { conflicts };
  const lost = union(written, removed);
  const rest = others.map((entry) => ({ ...entry, fields: difference(entry.fields, lost) }));
  const isSame = last !== undefined && isEmptySet(lost) && isSameSet(last.fields, own.fields);
  return { object, managedFields: encodeEntries([...rest, isSame ? { ...own, time: last.time } : own]) };
};

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

type Pruning = {
  readonly merged: JsonValue;
  /** What the writer applied the last time. */
  readonly last: FieldSet;
  /** What anybody owns after this time. */
  readonly owned: FieldSet;
  readonly schema: StructuralSchema;
};

/** Removes what the writer gave up, and puts back what others own of it, and what nobody ever owned. */
const prune = ({ merged, last, owned, schema }: Pruning): JsonObject => {
  if (isEmptySet(last)) return objectOf(merged);
  const named = (set: FieldSet) => withNamedFields(set, schema);
  const fieldsIn = (value: JsonValue | undefined) => named(fieldsOf(value ?? {}, schema));
  const all = fieldsIn(merged);
  const pruned = removeFields(merged, named(last), schema);
  const withOwned = removeFields(merged, difference(all, union(fieldsIn(pruned), named(owned))), schema);
  const given = intersection(difference(all, fieldsIn(withOwned)), named(last));
  return objectOf(removeFields(merged, given, schema));
};

const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});

const conflictsOf = (entry: ManagedEntry, written: FieldSet): readonly FieldConflict[] =>
  pathsOf(intersection(entry.fields, written)).map((path) => ({ entry, field: describePath(path) }));
