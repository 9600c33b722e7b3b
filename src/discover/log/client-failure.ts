import type { Exchange } from '../client/exchange.ts';
import { headerOf } from '../client/exchange.ts';
import { goJsonError } from './go-json-error.ts';
import { yamlOf } from './go-yaml-error.ts';
import { jsonObject } from './json-object.ts';
import { serverResponse } from './server-response.ts';

/** A failure as client-go words it. */
export type ClientFailure = {
  readonly message: string;
  /** The metav1.Status that client-go makes of an answer, where there was one. */
  readonly status?: { readonly code: number } & Readonly<Record<string, unknown>>;
  /** Why a request got no answer, and which one: `https://…`. */
  readonly connection?: { readonly url: string; readonly reason: string };
  /** Why the body of an error is no metav1.Status. */
  readonly undecoded?: string;
  /** Why the body of an answer cannot be read: what came is broken, or its stream was reset. */
  readonly unread?: { readonly kind: 'body' | 'stream'; readonly reason: string };
  /** A group version without resources, which client-go does not count as an error. */
  readonly isEmpty?: boolean;
};

/** @returns what client-go says where a request got no answer, for a reason in Go's words */
export function connectionFailure(url: string, reason: string): ClientFailure {
  return { message: `Get "${url}": ${reason}`, connection: { url, reason } };
}

/**
 * What client-go makes of the answer to /api or /apis: it does not look into the body of an error (rest/request.go
 * Result.Raw), so that a 403 is `unknown`.
 *
 * @returns undefined where the answer can be used, and for a 404 of /api, which is tolerated
 */
export function rootFailure(site: 'api' | 'apis', exchange: Exchange): ClientFailure | undefined {
  if (site === 'api' && exchange.status === 404) return undefined;
  if (!isSuccess(exchange)) return errorAnswer(exchange);
  const type = site === 'api' ? 'v1.APIVersions' : 'v1.APIGroupList';
  const message = goJsonError(exchange.body, type);
  return message === undefined ? undefined : { message };
}

/**
 * What client-go makes of the answer for a group version (discovery_client.go ServerResourcesForGroupVersion): an error
 * is taken from its body where that is a metav1.Status.
 *
 * @returns undefined where the answer lists resources
 */
export function versionFailure(groupVersion: string, exchange: Exchange): ClientFailure | undefined {
  if (!isSuccess(exchange)) {
    const failure = decodedError(exchange);
    // client-go takes a core v1 that is not found for an empty one.
    if (groupVersion !== 'v1' || failure.status?.['reason'] !== 'NotFound') return failure;
    return emptyVersion(groupVersion);
  }
  if (exchange.body === '') {
    const type = headerOf(exchange, 'Content-Type');
    return { message: `0-length response with status code: ${exchange.status} and content type: ${type}` };
  }
  const message = undecodable(exchange.body);
  if (message !== undefined) return { message };
  const { resources } = jsonObject(exchange.body) ?? {};
  return Array.isArray(resources) && resources.length > 0 ? undefined : emptyVersion(groupVersion);
}

function isSuccess({ status }: Exchange): boolean {
  return status >= 200 && status <= 206;
}

function emptyVersion(groupVersion: string): ClientFailure {
  return { message: `received empty response for: ${groupVersion}`, isEmpty: true };
}

function errorAnswer(exchange: Exchange): ClientFailure {
  const status = serverResponse(exchange);
  return { message: status.message, status };
}

function decodedError(exchange: Exchange): ClientFailure {
  const generic = errorAnswer(exchange);
  if (exchange.body === '') return generic;
  const document = jsonObject(exchange.body);
  if (document?.['kind'] === 'Status' && document['status'] === 'Failure') {
    const code = typeof document['code'] === 'number' ? document['code'] : 0;
    return { message: String(document['message'] ?? ''), status: { ...document, code } };
  }
  const undecoded = undecodable(exchange.body) ?? missingKind(exchange.body);
  return undecoded === undefined ? generic : { ...generic, undecoded };
}

function missingKind(body: string): string | undefined {
  const yaml = yamlOf(body);
  const isObject = yaml !== undefined && 'kind' in yaml && yaml.kind === 'object';
  const isNameless = isObject || jsonObject(body)?.['kind'] === undefined;
  return isNameless ? `Object 'Kind' is missing in '${body}'` : undefined;
}

/** What Go's decoder has against a body; one that does not begin with a brace is read as YAML. */
function undecodable(body: string): string | undefined {
  const yaml = body.trimStart().startsWith('{') || isJson(body) ? undefined : yamlOf(body);
  if (yaml === undefined) return prefixed(goJsonError(body, TYPE_META));
  if ('error' in yaml) return yaml.error;
  if (yaml.kind === 'object') return undefined;
  return prefixed(`json: cannot unmarshal ${yaml.kind} into Go value of type ${TYPE_META}`);
}

function prefixed(message: string | undefined): string | undefined {
  return message === undefined ? undefined : `couldn't get version/kind; json parse error: ${message}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const TYPE_META =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
