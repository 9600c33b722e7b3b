import { badRequest, pathNotFound, unsupportedMediaType } from '../../api/api-errors.ts';
import type { ApiObject } from '../../api/api-object.ts';
import { withValueAt } from '../../api/field-path.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { ScalePaths } from '../../api/kind-definition.ts';
import { mediaTypeOf, parsePatchBody, parseYamlBody, readDocument } from '../../decode/read-document.ts';
import { managedApply } from '../../managed-fields/managed-apply.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import { applyMediaType, patchMediaTypes, readPatch } from '../../patch/apply-patch.ts';
import type { Reply } from '../../request/reply.ts';
import { admissionAttributes } from './admission-attributes.ts';
import { admissionOptions } from './admission-options.ts';
import { applyConflict } from './apply-conflict.ts';
import { changeObject, checkVersion } from './change-object.ts';
import { findObject } from './get.ts';
import { managedVersionsOf } from './managed-versions-of.ts';
import { nextObject } from './next-object.ts';
import { readPatchOptions } from './patch-options.ts';
import type { ResourceInput } from './resource-input.ts';
import { readScale, scaleOf, scaleToChange } from './scale-object.ts';
import { trackFields, withManagedFields } from './track-fields.ts';
import { withoutOwnerOfNone } from './without-owner-of-none.ts';
import { readWriteOptions, type WriteOptions } from './write-options.ts';
import { writerOf } from './writer.ts';

/** GET of the scale of an object: 200 with an autoscaling/v1 Scale. */
export const getScale = async (input: ResourceInput): Promise<Reply> => {
  const { object } = await findObject(input);
  return jsonReply(200, scaleOf(object, pathsOf(input)));
};

/** PUT of a scale: the object gets its replicas. 409 where the Scale is of another version of the object. */
export const updateScale = async (input: ResourceInput): Promise<Reply> => {
  const options = readWriteOptions(input.request.query, 'UpdateOptions');
  const { value } = await readDocument(input.request, 'Scale');
  return writeScale(input, options, () => value);
};

/** PATCH of a scale; failures are those of `updateScale` and of patches. */
export const patchScale = async (input: ResourceInput): Promise<Reply> => {
  const { request } = input;
  const mediaType = mediaTypeOf(request);
  if (mediaType === applyMediaType) return applyScale(input);
  if (!patchMediaTypes.includes(mediaType)) throw unsupportedMediaType(patchMediaTypes);
  const options = readPatchOptions(request.query, mediaType);
  const patch = readPatch(mediaType, parsePatchBody(await request.body()).value);
  return writeScale(input, options, patch);
};

const writeScale = async (
  input: ResourceInput,
  options: WriteOptions,
  change: (scale: JsonObject) => JsonValue,
): Promise<Reply> => {
  const paths = pathsOf(input);
  const { object } = await changeObject(input, options.dryRun, async (stored) => {
    const scale = await admittedScale(input, stored, change(scaleToChange(stored, paths)));
    const replicas = replicasOf(input, stored, scale);
    const submitted = withValueAt(stored as JsonObject, paths.specReplicasPath, replicas) as ApiObject;
    const next = nextObject(input.kind, { stored, submitted, part: 'object' });
    const tracked = trackFields(input, { stored, object: next, submitted, options });
    return replicas === 0 ? withoutOwnerOfNone(input, tracked, paths.specReplicasPath) : tracked;
  });
  return jsonReply(200, scaleOf(object, paths));
};

/** Of an applied Scale the replicas alone are owned, as a field of the object. */
const applyScale = async (input: ResourceInput): Promise<Reply> => {
  const { request, kind } = input;
  const paths = pathsOf(input);
  const options = readPatchOptions(request.query, applyMediaType);
  const { value } = parseYamlBody(await request.body());
  const { object } = await changeObject(input, options.dryRun, async (stored) => {
    const scale = await admittedScale(input, stored, value);
    const applied = withValueAt({}, paths.specReplicasPath, replicasOf(input, stored, scale));
    const writer = writerOf(input, options);
    const apply = { stored, applied, writer, force: options.force };
    const result = managedApply(kind.schema, apply, managedVersionsOf(input));
    if ('conflicts' in result) throw applyConflict(result.conflicts);
    const submitted = result.object as ApiObject;
    return withManagedFields(nextObject(kind, { stored, submitted, part: 'object' }), result.managedFields);
  });
  return jsonReply(200, scaleOf(object, paths));
};

/** The Scale after all who have a say in it. What is none has an answer of its own. */
const admittedScale = async (
  input: ResourceInput,
  stored: ApiObject,
  scale: JsonValue,
): Promise<JsonValue> => {
  if (!isJsonObject(scale)) return scale;
  const { server, request, warn, annotate } = input;
  const told = { warn, annotate };
  const attributes = admissionAttributes(input, {
    operation: 'UPDATE',
    options: admissionOptions('UpdateOptions', request.query),
    dryRun: request.query.has('dryRun'),
    object: scale,
    oldObject: scaleToChange(stored, pathsOf(input)),
  });
  const object = await server.admission.mutate(attributes, told);
  await server.admission.validate({ ...attributes, object }, told);
  return object;
};

const replicasOf = (input: ResourceInput, stored: ApiObject, document: JsonValue): number => {
  const { name, resourceVersion, replicas } = readScale(document, pathsOf(input));
  if (name !== '' && name !== input.info.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${input.info.name})`,
    );
  }
  checkVersion(input, stored, resourceVersion);
  return replicas;
};

const pathsOf = ({ kind }: ResourceInput): ScalePaths => {
  if (kind.scale === undefined) throw pathNotFound();
  return kind.scale;
};
