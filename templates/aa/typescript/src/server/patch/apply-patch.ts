import { badRequest, unsupportedMediaType } from '../api/api-errors.ts';
import { isJsonList, isJsonObject, type JsonValue, ownMember } from '../api/json.ts';
import { ApiError } from '../api/status.ts';
import { cannotUnmarshal } from '../decode/cannot-unmarshal.ts';
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

const notDecoded = (value: JsonValue, place: string) =>
  badRequest(`error decoding patch: ${cannotUnmarshal(value)} ${place}`);

function readMergePatch(body: JsonValue): Patch {
  if (body === null) throw badRequest('Invalid JSON Patch');
  if (!isJsonObject(body)) throw notDecoded(body, 'value of type map[string]interface {}');
  return (document) => mergePatch(document, body);
}

function readJsonPatch(body: JsonValue): Patch {
  const operations = body ?? [];
  if (!isJsonList(operations)) throw notDecoded(operations, 'value of type []handlers.jsonPatchOp');
  for (const operation of operations) checkOperation(operation);
  if (operations.length > mostOperations) {
    throw new ApiError({
      code: 413,
      reason: 'RequestEntityTooLarge',
      message: `Request entity too large: The allowed maximum operations in a JSON patch is ${mostOperations}, got ${operations.length}`,
    });
  }
  return (document) => {
    try {
      return jsonPatch(document, operations);
    } catch (cause) {
      throw doesNotApply(cause instanceof Error ? cause.message : String(cause));
    }
  };
}

const checkOperation = (operation: JsonValue): void => {
  if (!isJsonObject(operation)) throw notDecoded(operation, 'value of type handlers.jsonPatchOp');
  for (const field of ['op', 'path', 'from']) {
    const value = ownMember(operation, field) ?? '';
    if (typeof value !== 'string')
      throw notDecoded(value, `struct field jsonPatchOp.${field} of type string`);
  }
};

/** 422 in the words of k8s.io/apimachinery NewGenericServerResponse. */
const doesNotApply = (message: string): ApiError =>
  new ApiError({
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
    // kubectl shows the causes: upstream has none, and does not say which operation it was.
    details: { causes: [{ reason: 'UnexpectedServerResponse', message, field: 'patch' }] },
  });
