import { badRequest, conflict, invalidObject } from '../../api/api-errors.ts';
import type { ApiObject } from '../../api/api-object.ts';
import { invalidField } from '../../api/field-error.ts';
import type { ApiError } from '../../api/status.ts';
import { readDocument } from '../../decode/read-document.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import { representObject } from '../../representation/represent.ts';
import { objectRepresentation } from '../../representation/representation.ts';
import type { Reply } from '../../request/reply.ts';
import { admissionOptions } from './admission-options.ts';
import { admit } from './admit.ts';
import { admittedObject } from './admitted-object.ts';
import { changeObject, checkVersion } from './change-object.ts';
import { placed } from './create.ts';
import { finalizerWarnings } from './finalizer-warnings.ts';
import { nextObject, type Part } from './next-object.ts';
import type { ResourceInput } from './resource-input.ts';
import { trackFields } from './track-fields.ts';
import { readWriteOptions } from './write-options.ts';

/**
 * PUT of one object: answers 200 with what is stored now. The body must say which version it replaces, as custom
 * resources have to: 422 where it does not, 409 where another one is stored, 404 where there is none
 * (k8s.io/apiserver pkg/endpoints/handlers/update.go).
 */
export const updateObject = (input: ResourceInput): Promise<Reply> => update(input, 'object');

/** PUT of an object's status: of the body the status alone is taken; failures are those of `updateObject`. */
export const updateStatus = (input: ResourceInput): Promise<Reply> => update(input, 'status');

const update = async (input: ResourceInput, part: Part): Promise<Reply> => {
  const { request, kind, server } = input;
  const representation = objectRepresentation(request);
  const options = readWriteOptions(request.query, 'UpdateOptions');
  const { dryRun, fieldValidation } = options;
  const { value: document, duplicate } = await readDocument(request, kind.kind);
  const object = admit(input, { document, duplicate, fieldValidation });
  checkIdentity(input, object);
  const item = await changeObject(input, dryRun, async (stored) => {
    return admittedObject(input, {
      operation: 'UPDATE',
      options: admissionOptions('UpdateOptions', request.query),
      dryRun,
      stored,
      submitted: placed(input, object),
      settle: (submitted) => {
        checkUid(input, stored, submitted.metadata.uid);
        requireVersion(input, submitted);
        checkVersion(input, stored, submitted.metadata.resourceVersion);
        return settled(input, { stored, submitted, part });
      },
      track: (next) => trackFields(input, { stored, object: next, submitted: object, options }),
    });
  });
  return jsonReply(200, representObject(item, { kind, representation, now: server.now() }));
};

/** What is stored when an object is written over another one; new finalizers that are odd are warned of. */
export const settled = (
  { kind, warn }: ResourceInput,
  write: { readonly stored: ApiObject; readonly submitted: ApiObject; readonly part: Part },
): ApiObject => {
  const next = nextObject(kind, write);
  finalizerWarnings(next, write.stored).forEach(warn);
  return next;
};

/** 400 where the body names another object than the path. */
export const checkIdentity = ({ info, kind }: ResourceInput, { metadata }: ApiObject): void => {
  const { name = '', namespace = '' } = metadata;
  if (name === '') throw unnamed({ info });
  if (name !== info.name) {
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${info.name})`);
  }
  if (namespace !== '' && namespace !== (kind.namespaced ? info.namespace : '')) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
};

/** What is said to an object without a name. */
export const unnamed = ({ info }: Pick<ResourceInput, 'info'>): ApiError =>
  badRequest(`the name of the object (${info.name} based on URL) was undeterminable: name must be provided`);

const checkUid = ({ kind, info }: ResourceInput, { metadata }: ApiObject, given = ''): void => {
  const { uid = '' } = metadata;
  if (given === '' || given === uid) return;
  throw conflict(
    kind,
    info.name,
    `Precondition failed: UID in precondition: ${given}, UID in object meta: ${uid}`,
  );
};

const requireVersion = (
  { kind, info }: ResourceInput,
  { metadata: { resourceVersion = '' } }: ApiObject,
): void => {
  if (resourceVersion !== '') return;
  // As upstream does, it names the resource rather than the kind.
  throw invalidObject({ group: kind.group, kind: kind.plural }, info.name, [
    invalidField('metadata.resourceVersion', 0, 'must be specified for an update'),
  ]);
};
