import { randomUUID } from 'node:crypto';
import { alreadyExists, badRequest, beingDeleted } from '../../api/api-errors.ts';
import type { ApiObject, ObjectMeta } from '../../api/api-object.ts';
import { hasStatus } from '../../api/has-status.ts';
import { ApiError } from '../../api/status.ts';
import { readDocument } from '../../decode/read-document.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import { representObject } from '../../representation/represent.ts';
import { objectRepresentation } from '../../representation/representation.ts';
import type { Reply } from '../../request/reply.ts';
import type { StoredObject } from '../../storage/storage.ts';
import { admissionOptions } from './admission-options.ts';
import { admit } from './admit.ts';
import { admittedObject } from './admitted-object.ts';
import { checkObject } from './check-object.ts';
import { clientMetadata } from './client-metadata.ts';
import { finalizerWarnings } from './finalizer-warnings.ts';
import { generateName } from './generate-name.ts';
import { previewOf } from './preview.ts';
import { keyOf, type ResourceInput } from './resource-input.ts';
import { timestamp } from './timestamp.ts';
import { trackFields } from './track-fields.ts';
import { readWriteOptions } from './write-options.ts';

/**
 * POST to a collection: stores the object of the body and answers 201 with it, under a generated name where it has
 * `generateName` alone. 400 for a body that cannot be read, 409 for a name that is taken, 415 for a body that is not
 * JSON, 422 for an object with problems (k8s.io/apiserver pkg/endpoints/handlers/create.go).
 */
export const createObject = async (input: ResourceInput): Promise<Reply> => {
  const { request, server, kind } = input;
  const representation = objectRepresentation(request);
  const options = readWriteOptions(request.query, 'CreateOptions');
  const { value: document, duplicate } = await readDocument(request, kind.kind);
  const { fieldValidation, dryRun } = options;
  const submitted = admit(input, { document, duplicate, fieldValidation });
  await admitNew(input, submitted);
  const object = await admittedObject(input, {
    operation: 'CREATE',
    options: admissionOptions('CreateOptions', request.query),
    dryRun,
    name: submitted.metadata.name ?? '',
    stored: undefined,
    submitted: placed(input, submitted),
    settle: (given) => {
      const made = prepareNew(input, given);
      refuseVersion(given);
      return made;
    },
    track: (made) => trackFields(input, { stored: undefined, object: made, submitted, options }),
  });
  const isGenerated = (submitted.metadata.name ?? '') === '';
  const item = await storeNew(input, object, { dryRun, isGenerated });
  const body = representObject(item, { kind, representation, now: server.now() });
  return jsonReply(201, body);
};

/** The object in the namespace of the path; 400 where it says that it is in another one. */
export const placed = (input: ResourceInput, object: ApiObject): ApiObject => {
  const place = namespaceOf(input, object.metadata.namespace);
  return { ...object, metadata: { ...object.metadata, ...place } };
};

/** k8s.io/apiserver pkg/storage ErrResourceVersionSetOnCreate, which has no reason there either. */
const refuseVersion = ({ metadata: { resourceVersion = '' } }: ApiObject): void => {
  if (['', '0'].includes(resourceVersion)) return;
  throw new ApiError({ code: 500, message: 'resourceVersion should not be set on objects to be created' });
};

/** Admission of a new object, before it is looked at more closely. @throws ApiError */
export const admitNew = ({ server, kind, info }: ResourceInput, { metadata }: ApiObject): Promise<void> => {
  const { name = '', generateName: base = '' } = metadata;
  const { group, plural } = kind;
  return server.namespaces.admitCreate({
    group,
    plural,
    namespace: info.namespace,
    name: name === '' ? base : name,
  });
};

/**
 * What becomes of a submitted object that is new: what the server decides is set, what only the server may set is
 * dropped. 422 with its problems.
 */
export const prepareNew = (input: ResourceInput, submitted: ApiObject): ApiObject => {
  const { status: _status, ...withoutStatus } = submitted;
  const metadata = ownMetadata(input, submitted.metadata);
  const given = hasStatus(input.kind) ? withoutStatus : submitted;
  const object = checkObject(input.kind, { ...given, metadata });
  finalizerWarnings(object).forEach(input.warn);
  return object;
};

/** Stores a new object, or says what would be stored; 409 for a name that is taken. */
export const storeNew = (
  input: ResourceInput,
  object: ApiObject,
  { dryRun, isGenerated }: { readonly dryRun: boolean; readonly isGenerated: boolean },
): Promise<StoredObject> => (dryRun ? previewCreate(input, object) : store(input, object, isGenerated));

const ownMetadata = (input: ResourceInput, given: ObjectMeta): ObjectMeta => {
  const { generateName: base = '', name = '' } = given;
  return {
    name: name === '' && base !== '' ? generateName(base) : name,
    ...(base === '' ? {} : { generateName: base }),
    ...namespaceOf(input, given.namespace),
    uid: randomUUID(),
    generation: 1,
    creationTimestamp: timestamp(input.server.now()),
    ...clientMetadata(given),
  };
};

const namespaceOf = ({ kind, info }: ResourceInput, given = ''): { readonly namespace?: string } => {
  const expected = kind.namespaced ? info.namespace : '';
  if (given !== '' && given !== expected) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  return kind.namespaced ? { namespace: expected } : {};
};

/** A generated name that is taken is generated again, as k8s.io/apiserver does since 1.30. */
const mostAttempts = 8;

const store = async (
  input: ResourceInput,
  object: ApiObject,
  isGenerated: boolean,
): Promise<StoredObject> => {
  const { metadata } = object;
  let name = metadata.name ?? '';
  for (let attempt = 1; ; attempt += 1) {
    const named = { ...object, metadata: { ...metadata, name } };
    const item = await input.server.storage.create(keyOf(input, name), named);
    if (item !== undefined) return item;
    if (!isGenerated || attempt === mostAttempts) throw await nameTaken(input, name);
    name = generateName(metadata.generateName ?? '');
  }
};

/** A dry run sees the same refusals, and an object without a resourceVersion. */
const previewCreate = async (input: ResourceInput, object: ApiObject): Promise<StoredObject> => {
  const name = object.metadata.name ?? '';
  const key = keyOf(input, name);
  if ((await input.server.storage.get(key)) !== undefined) throw await nameTaken(input, name);
  return previewOf({ key, resourceVersion: 0 }, object, input.server.storage);
};

const nameTaken = async (input: ResourceInput, name: string): Promise<ApiError> => {
  const item = await input.server.storage.get(keyOf(input, name));
  const isLeaving = item?.object.metadata.deletionTimestamp !== undefined;
  return isLeaving ? beingDeleted(input.kind, name) : alreadyExists(input.kind, name);
};
