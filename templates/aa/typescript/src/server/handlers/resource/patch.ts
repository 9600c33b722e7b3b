import { unsupportedMediaType } from '../../api/api-errors.ts';
import type { ApiObject } from '../../api/api-object.ts';
import { mediaTypeOf, parsePatchBody } from '../../decode/read-document.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import { applyMediaType, patchMediaTypes, readPatch } from '../../patch/apply-patch.ts';
import { representObject } from '../../representation/represent.ts';
import { objectRepresentation } from '../../representation/representation.ts';
import type { Reply } from '../../request/reply.ts';
import { admissionOptions } from './admission-options.ts';
import { admitPatched } from './admit-patched.ts';
import { admittedObject } from './admitted-object.ts';
import { applyObject } from './apply.ts';
import { changeObject, checkVersion } from './change-object.ts';
import type { Part } from './next-object.ts';
import { readPatchOptions } from './patch-options.ts';
import type { ResourceInput } from './resource-input.ts';
import { trackFields } from './track-fields.ts';
import { checkIdentity, settled } from './update.ts';

/**
 * PATCH of one object, by a JSON patch or a merge patch: answers 200 with what is stored now. 404 where there is no
 * object, 409 where the patch names another version, 415 for another kind of patch, 422 where it does not apply or
 * the result has problems (k8s.io/apiserver pkg/endpoints/handlers/patch.go).
 */
export const patchObject = (input: ResourceInput): Promise<Reply> => patch(input, 'object');

/** PATCH of an object's status: of the result the status alone is taken; failures are those of `patchObject`. */
export const patchStatus = (input: ResourceInput): Promise<Reply> => patch(input, 'status');

const patch = async (input: ResourceInput, part: Part): Promise<Reply> => {
  const { request, kind, server } = input;
  const representation = objectRepresentation(request);
  const mediaType = mediaTypeOf(request);
  if (mediaType === applyMediaType) return applyObject(input, part);
  const options = readPatchOptions(request.query, mediaType);
  const { dryRun, fieldValidation } = options;
  if (!patchMediaTypes.includes(mediaType)) throw unsupportedMediaType(patchMediaTypes);
  const { value, duplicate } = parsePatchBody(await request.body());
  const apply = readPatch(mediaType, value);
  const item = await changeObject(input, dryRun, async (stored: ApiObject) => {
    const submitted = admitPatched(input, { document: apply(stored), duplicate, fieldValidation });
    checkIdentity(input, submitted);
    return admittedObject(input, {
      operation: 'UPDATE',
      options: admissionOptions('UpdateOptions', request.query),
      dryRun,
      stored,
      submitted,
      settle: (given) => {
        checkVersion(input, stored, given.metadata.resourceVersion);
        return settled(input, { stored, submitted: given, part });
      },
      track: (next) => trackFields(input, { stored, object: next, submitted, options }),
    });
  });
  return jsonReply(200, representObject(item, { kind, representation, now: server.now() }));
};
