import { badRequest, unsupportedMediaType } from '../api/api-errors.ts';
import { isJsonObject, type JsonValue } from '../api/json.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { cannotUnmarshal } from './cannot-unmarshal.ts';
import { duplicateFields } from './duplicate-fields.ts';
import { jsonSyntaxProblem } from './json-syntax.ts';
import { unrecognized } from './unrecognized.ts';
import { parseYaml } from './yaml/parse-yaml.ts';

/** A body as what it holds, and what it says twice: a sentence each, since only the last counts. */
export type Document = { readonly value: JsonValue; readonly duplicate: readonly string[] };

/** The media types in which objects are read. */
export const documentMediaTypes: readonly string[] = ['application/json', 'application/yaml'];

/**
 * Reads the body of a request as JSON or YAML, by its media type: an object of some kind, said to be none of `kind` where
 * it is not. Another media type is a 415, what cannot be read a 400. No media type at all means JSON.
 */
export const readDocument = async (request: ServerRequest, kind: string): Promise<Document> => {
  const mediaType = mediaTypeOf(request);
  const isGiven = (request.header('content-type') ?? '') !== '';
  if (isGiven && !documentMediaTypes.includes(mediaType)) throw unsupportedMediaType(documentMediaTypes);
  const body = await request.body();
  try {
    const document =
      mediaType === 'application/yaml' ? parseYamlText(textOf(body)) : parseJsonText(textOf(body));
    requireKind(document.value, body);
    return document;
  } catch (cause) {
    throw unrecognized(kind, messageOf(cause), body);
  }
};

/** What the API server reads a kind from, as Go shows it. */
export const typeMeta =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/** Fails where a document does not say of which kind it is (k8s.io/apimachinery serializer/json meta.go Interpret). */
const requireKind = (value: JsonValue, body: Uint8Array): void => {
  if (value !== null && !isJsonObject(value)) {
    throw notParsed(`${cannotUnmarshal(value)} value of type ${typeMeta}`);
  }
  const { apiVersion, kind } = value ?? {};
  const texts = { apiVersion: textIn('apiVersion', apiVersion), kind: textIn('kind', kind) };
  if (texts.apiVersion.split('/').length > 2) {
    throw new Error(`unexpected GroupVersion string: ${texts.apiVersion}`);
  }
  if (texts.kind === '') throw new Error(`Object 'Kind' is missing in '${textOf(body)}'`);
};

const textIn = (field: string, value: JsonValue = ''): string => {
  if (typeof value === 'string' || value === null) return value ?? '';
  throw notParsed(`${cannotUnmarshal(value)} struct field .${field} of type string`);
};

/** The media type of the body in lower case, without parameters. */
export const mediaTypeOf = (request: ServerRequest): string =>
  (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Reads UTF-8 JSON (RFC 8259 section 8.1); anything else is a 400. */
export const parseJsonBody = (body: Uint8Array): Document => {
  try {
    return parseJsonText(textOf(body));
  } catch (cause) {
    throw badRequest(messageOf(cause));
  }
};

/** Reads the JSON of a patch; anything else is a 400. */
export const parsePatchBody = (body: Uint8Array): Document => {
  try {
    return parseJsonText(textOf(body));
  } catch {
    throw badRequest('invalid JSON patch');
  }
};

/** Reads UTF-8 YAML, which JSON is too; anything else is a 400. */
export const parseYamlBody = (body: Uint8Array): Document => {
  try {
    return parseYamlText(textOf(body));
  } catch (cause) {
    throw badRequest(`error decoding patch: error converting YAML to JSON: ${messageOf(cause)}`);
  }
};

const parseJsonText = (text: string): Document => {
  try {
    const value: JsonValue = JSON.parse(text);
    return { value, duplicate: duplicateFields(text).map((path) => `duplicate field "${path}"`) };
  } catch (cause) {
    throw notParsed(jsonSyntaxProblem(text) ?? messageOf(cause));
  }
};

const parseYamlText = (text: string): Document => {
  try {
    const { value, duplicate } = parseYaml(text);
    return {
      value,
      duplicate: duplicate.length === 0 ? [] : [`yaml: unmarshal errors:\n  ${duplicate.join('\n  ')}`],
    };
  } catch (cause) {
    throw new Error(`yaml: ${messageOf(cause)}`);
  }
};

const notParsed = (detail: string): Error =>
  new Error(`couldn't get version/kind; json parse error: ${detail}`);

const textOf = (body: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(body);

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
