import { conflict, objectNotFound } from '../../api/api-errors.ts';
import type { ApiObject } from '../../api/api-object.ts';
import type { JsonObject } from '../../api/json.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import { representObject } from '../../representation/represent.ts';
import { objectRepresentation } from '../../representation/representation.ts';
import type { Reply } from '../../request/reply.ts';
import type { StoredObject } from '../../storage/storage.ts';
import { admissionAttributes } from './admission-attributes.ts';
import { type DeleteOptions, readDeleteOptions } from './delete-options.ts';
import { previewOf } from './preview.ts';
import { keyOf, type ResourceInput } from './resource-input.ts';
import { timestamp } from './timestamp.ts';

/** What became of an object: gone, or marked and waiting for its finalizers. */
export type Deletion = { readonly gone: boolean; readonly item: StoredObject };

/** DELETE of one object: a Status when it is gone, the object itself while finalizers hold it. */
export const deleteObject = async (input: ResourceInput): Promise<Reply> => {
  const { kind, info, server, request } = input;
  const representation = objectRepresentation(request);
  const options = await readDeleteOptions(request);
  const removal = { ...input, key: keyOf(input), name: info.name };
  const deletion = await removeObject(removal, options);
  if (!deletion.gone) {
    return jsonReply(200, representObject(deletion.item, { kind, representation, now: server.now() }));
  }
  const { uid } = deletion.item.object.metadata;
  return jsonReply(200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name: info.name, group: kind.group, kind: kind.plural, uid },
  });
};

/** Which object to remove. */
export type Removal = ResourceInput & {
  readonly key: string;
  readonly name: string;
};

/**
 * Deletes an object, or marks it where finalizers have to run first; reads it anew until no writer comes in
 * between. 404 when it is not there, 409 when a precondition does not hold.
 */
export const removeObject = async (removal: Removal, options: DeleteOptions): Promise<Deletion> => {
  const { kind, name, server } = removal;
  for (;;) {
    const item = await server.storage.get(removal.key);
    if (item === undefined) throw objectNotFound(kind, name);
    checkPreconditions(removal, item, options);
    await admitRemoval(removal, item, options);
    const done = await removeOnce(removal, item, options);
    if (done !== undefined) return done;
  }
};

/** Asks those who have a say in it. @throws ApiError */
const admitRemoval = async (
  removal: Removal,
  { object }: StoredObject,
  { given, dryRun }: DeleteOptions,
): Promise<void> => {
  const { server, warn, annotate } = removal;
  const told = { warn, annotate };
  const oldObject = object as JsonObject;
  const deletion = { operation: 'DELETE', options: given, dryRun, object: null, oldObject } as const;
  const attributes = admissionAttributes(removal, deletion);
  await server.admission.mutate(attributes, told);
  await server.admission.validate(attributes, told);
};

const removeOnce = async (
  { server }: Removal,
  item: StoredObject,
  options: DeleteOptions,
): Promise<Deletion | undefined> => {
  const finalizers = finalizersFor(item.object, options.propagationPolicy);
  if (finalizers.length === 0) {
    const removed = options.dryRun ? item : await server.storage.remove(item, item.object);
    return removed && { gone: true, item: removed };
  }
  const marked = markDeleted(item.object, finalizers, server.now());
  if (marked === item.object) return { gone: false, item };
  const replaced = options.dryRun
    ? previewOf(item, marked, server.storage)
    : await server.storage.replace(item, marked);
  return replaced && { gone: false, item: replaced };
};

/** Both name the kind where others name the resource (k8s.io/apiserver pkg/registry/rest/delete.go BeforeDelete). */
const checkPreconditions = (
  { kind: { group, kind }, name }: Removal,
  item: StoredObject,
  options: DeleteOptions,
): void => {
  const { uid = '', resourceVersion = '' } = item.object.metadata;
  if (options.uid !== undefined && options.uid !== uid) {
    const both = `the UID in the precondition (${options.uid}) does not match the UID in record (${uid})`;
    throw conflict(
      { group, plural: kind },
      name,
      `${both}. The object might have been deleted and then recreated`,
    );
  }
  if (options.resourceVersion !== undefined && options.resourceVersion !== resourceVersion) {
    const both = `the ResourceVersion in the precondition (${options.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion})`;
    throw conflict({ group, plural: kind }, name, `${both}. The object might have been modified`);
  }
};

/** The garbage collector handles dependents by finalizers (k8s.io/apiserver registry/generic/registry/store.go). */
const policyFinalizers: Readonly<Record<string, string>> = {
  Foreground: 'foregroundDeletion',
  Orphan: 'orphan',
};

const finalizersFor = ({ metadata }: ApiObject, policy: string): readonly string[] => {
  const own = metadata.finalizers ?? [];
  const added = policyFinalizers[policy];
  if (policy === '') return own;
  const rest = own.filter((each) => !Object.values(policyFinalizers).includes(each));
  return added === undefined ? rest : [...rest, added];
};

const markDeleted = (object: ApiObject, finalizers: readonly string[], now: Date): ApiObject => {
  const { metadata } = object;
  const before = metadata.finalizers ?? [];
  const sameFinalizers =
    before.length === finalizers.length && finalizers.every((each) => before.includes(each));
  if (metadata.deletionTimestamp !== undefined && sameFinalizers) return object;
  const mark =
    metadata.deletionTimestamp === undefined
      ? {
          generation: (metadata.generation ?? 0) + 1,
          deletionTimestamp: timestamp(now),
          deletionGracePeriodSeconds: 0,
        }
      : {};
  return { ...object, metadata: { ...metadata, ...mark, finalizers } };
};
