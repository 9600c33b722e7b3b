import type { ApiObject } from '../../api/api-object.ts';
import type { JsonObject } from '../../api/json.ts';
import { managedUpdate } from '../../managed-fields/managed-update.ts';
import { managedVersionsOf } from './managed-versions-of.ts';
import type { ResourceInput } from './resource-input.ts';
import type { WriteOptions } from './write-options.ts';
import { writerOf } from './writer.ts';

type Write = {
  /** undefined on a create. */
  readonly stored: ApiObject | undefined;
  /** What is to be stored, but for its managedFields. */
  readonly object: ApiObject;
  /** What the client sent: it may hand managedFields over, or empty them. */
  readonly submitted: ApiObject;
  readonly options: WriteOptions;
};

/**
 * The object with the managedFields that it has after a write that is no apply (k8s.io/apimachinery
 * pkg/util/managedfields fieldmanager.go Update). One that nobody tracks is not tracked by an update.
 */
export const trackFields = (
  input: ResourceInput,
  { stored, object, submitted, options }: Write,
): ApiObject => {
  const given = input.info.subresource === '' ? (submitted.metadata.managedFields ?? []) : [];
  const entries = given.length === 0 ? (stored?.metadata.managedFields ?? []) : given;
  const isUntracked = stored !== undefined && (entries.length === 0 || isReset(given));
  if (isUntracked) return withManagedFields(object, []);
  const before = stored && { ...stored, metadata: { ...stored.metadata, managedFields: entries } };
  const writer = writerOf(input, options);
  const update = { before, after: object, writer };
  return withManagedFields(object, managedUpdate(input.kind.schema, update, managedVersionsOf(input)));
};

/** The object with other managedFields; without any where there are none. */
export const withManagedFields = (object: ApiObject, managedFields: readonly JsonObject[]): ApiObject => {
  const { managedFields: _managedFields, ...metadata } = object.metadata;
  return { ...object, metadata: managedFields.length === 0 ? metadata : { ...metadata, managedFields } };
};

/** A single entry without anything is how a client empties them. */
const isReset = (given: readonly unknown[]): boolean =>
  given.length === 1 && Object.keys(given[0] ?? {}).length === 0;
