import { badRequest, unsupportedMediaType } from '../api/api-errors.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../api/json.ts';
import { ApiError } from '../api/status.ts';
import { jsonPatch } from './json-patch.ts';
import { mergePatch } from './merge-patch.ts';

/** Makes the patched document out of the stored one. */
export type Patch = (document: JsonValue) => JsonValue;

/** k8s.io/apiserver pkg/endpoints/handlers/patch.go maxJSONPatchOperations. */
const mostOperations = 10_000;

const readers: Readonly<Record<string, (body: JsonValue) => Patch>> = {
  'application/json-patch+json': readJsonPatch,
  'application/merge-patch+json': readMergePatch,
};

/** The media type of a server-side apply; JSON is YAML. */
export const applyMediaType = 'application/apply-patch+yaml';

/** The media types of patches that are understood. */
export const patchMediaTypes: readonly string[] = [...Object.keys(readers), applyMediaType];

/** Reads a patch; another media type is a 415, a body of the wrong shape a 400. */
export const readPatch = (mediaType: string, body: JsonValue): Patch => {
  const read = Object.hasOwn(readers, mediaType) ? readers[mediaType] : undefined;
  if (read === undefined) throw unsupportedMediaType(patchMediaTypes);
  return read(body);
};

function readMergePatch(body: JsonValue): Patch {
  if (!isJsonObject(body)) throw badRequest('a merge patch must be a JSON object');
  return (document) => mergePatch(document, body);
}

function readJsonPatch(body: JsonValue): Patch {
  if (!isJsonList(body)) throw badRequest('a JSON patch must be a list of operations');
  if (body.length > mostOperations) {
    throw new ApiError({
      code: 413,
      reason: 'RequestEntityTooLarge',
      message: `Request entity too large: The allowed maximum operations in a JSON patch is ${mostOperations}, got ${body.length}`,
    });
  }
  return (document) => {
    try {
      return jsonPatch(document, body);
    } catch (cause) {
      throw doesNotApply(cause instanceof Error ? cause.message : String(cause));
    }
  };
}

/** 422 in the words of k8s.io/apimachinery NewGenericServerResponse. */
const doesNotApply = (message: string): ApiError =>
  new ApiError({
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
    // kubectl shows the causes: upstream has none, and does not say which operation it was.
    details: { causes: [{ reason: 'UnexpectedServerResponse', message, field: 'patch' }] },
  });
