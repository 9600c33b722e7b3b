import { badRequest, unsupportedMediaType } from '../api/api-errors.ts';
import type { JsonValue } from '../api/json.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { duplicateFields } from './duplicate-fields.ts';
import { parseYaml } from './yaml/parse-yaml.ts';

/** A body as what it holds, and what it says twice: a sentence each, since only the last counts. */
export type Document = { readonly value: JsonValue; readonly duplicate: readonly string[] };

/** The media types in which objects are read. */
export const documentMediaTypes: readonly string[] = ['application/json', 'application/yaml'];

/**
 * Reads the body of a request as JSON or YAML, by its media type; another one is a 415, what cannot be read a 400. No
 * media type at all means JSON.
 */
export const readDocument = async (request: ServerRequest): Promise<Document> => {
  const mediaType = mediaTypeOf(request);
  if (mediaType !== '' && !documentMediaTypes.includes(mediaType)) {
    throw unsupportedMediaType(documentMediaTypes);
  }
  const body = await request.body();
  return mediaType === 'application/yaml' ? parseYamlBody(body) : parseJsonBody(body);
};

/** The media type of the body in lower case, without parameters. */
export const mediaTypeOf = (request: ServerRequest): string =>
  (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Reads UTF-8 JSON (RFC 8259 section 8.1); anything else is a 400. */
export const parseJsonBody = (body: Uint8Array): Document => {
  try {
    const text = textOf(body);
    const value: JsonValue = JSON.parse(text);
    return { value, duplicate: duplicateFields(text).map((path) => `duplicate field "${path}"`) };
  } catch (cause) {
    throw badRequest(`couldn't get version/kind; json parse error: ${messageOf(cause)}`);
  }
};

/** Reads UTF-8 YAML, which JSON is too; anything else is a 400. */
export const parseYamlBody = (body: Uint8Array): Document => {
  try {
    const { value, duplicate } = parseYaml(textOf(body));
    return { value, duplicate };
  } catch (cause) {
    throw badRequest(`error decoding YAML: error converting YAML to JSON: yaml: ${messageOf(cause)}`);
  }
};

const textOf = (body: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(body);

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
