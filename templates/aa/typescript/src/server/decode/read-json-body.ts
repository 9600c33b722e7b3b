import { badRequest, unsupportedMediaType } from '../api/api-errors.ts';
import type { JsonValue } from '../api/json.ts';
import type { ServerRequest } from '../request/server-request.ts';

/** A body as text and as the JSON that it holds. */
export type JsonBody = { readonly text: string; readonly value: JsonValue };

/**
 * Reads the body of a request as JSON; a media type that is not among `accepted` is a 415, broken JSON a 400. No
 * media type at all means JSON.
 */
export const readJsonBody = async (
  request: ServerRequest,
  accepted: readonly string[],
): Promise<JsonBody> => {
  const mediaType = mediaTypeOf(request);
  if (mediaType !== '' && !accepted.includes(mediaType)) throw unsupportedMediaType(accepted);
  return parseBody(await request.body());
};

/** The media type of the body in lower case, without parameters. */
export const mediaTypeOf = (request: ServerRequest): string =>
  (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Reads UTF-8 JSON (RFC 8259 section 8.1); anything else is a 400. */
export const parseBody = (body: Uint8Array): JsonBody => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const value: JsonValue = JSON.parse(text);
    return { text, value };
  } catch (cause) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
};
