import type { JsonValue } from '../api/json.ts';
import { mediaTypeOf, parseJsonBody, parseYamlBody } from '../decode/read-document.ts';
import type { ServerRequest } from '../request/server-request.ts';

/** A request whose body can be looked at once a handler has read it. */
export type RecordedRequest = {
  readonly request: ServerRequest;
  /** What the body holds, undefined where it was not read or cannot be. */
  readonly body: () => JsonValue | undefined;
};

/** Keeps the bytes that a handler reads. */
export const recordBody = (request: ServerRequest): RecordedRequest => {
  let bytes: Uint8Array | undefined;
  return {
    request: {
      ...request,
      body: async () => {
        bytes = await request.body();
        return bytes;
      },
    },
    body: () => (bytes === undefined || bytes.length === 0 ? undefined : parsed(request, bytes)),
  };
};

const yamlTypes: readonly string[] = ['application/yaml', 'application/apply-patch+yaml'];

const parsed = (request: ServerRequest, bytes: Uint8Array): JsonValue | undefined => {
  try {
    const parse = yamlTypes.includes(mediaTypeOf(request)) ? parseYamlBody : parseJsonBody;
    return parse(bytes).value;
  } catch {
    return undefined;
  }
};
