import { badRequest } from '../api/api-errors.ts';

/** What a request is about (k8s.io/apiserver pkg/endpoints/request RequestInfo). */
export type RequestInfo = ResourceRequestInfo | PathRequestInfo;

/** A request for a resource of an API group. */
export type ResourceRequestInfo = {
  readonly isResource: true;
  readonly verb: string;
  readonly group: string;
  readonly version: string;
  readonly namespace: string;
  readonly resource: string;
  readonly subresource: string;
  readonly name: string;
  /** Segments after the subresource; nothing that this server offers has them. */
  readonly rest: readonly string[];
};

/** A request for a path that is not a resource: discovery, OpenAPI, health, version. */
export type PathRequestInfo = {
  readonly isResource: false;
  readonly verb: string;
  readonly segments: readonly string[];
};

/**
 * Reads verb, group, version, namespace, resource, subresource and name from method, path and query, as
 * k8s.io/apiserver pkg/endpoints/request/requestinfo.go does; a path with a broken escape is a 400.
 */
export const readRequestInfo = (request: {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}): RequestInfo => {
  const segments = request.path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decoded);
  const [root, group = '', version = '', ...parts] = segments;
  if (root !== 'apis' || parts.length === 0) {
    return { isResource: false, verb: request.method.toLowerCase(), segments };
  }
  const target = resourceTarget(parts);
  return { isResource: true, verb: verbOf(request, target.name), group, version, ...target };
};

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`the path segment "${segment}" is not properly percent-encoded`);
  }
};

/** `namespaces/NS/RESOURCE/NAME/SUB` or `RESOURCE/NAME/SUB`. */
const resourceTarget = (parts: readonly string[]) => {
  const inNamespace = parts[0] === 'namespaces' && parts.length > 2;
  const [resource = '', name = '', subresource = '', ...rest] = inNamespace ? parts.slice(2) : parts;
  return { namespace: inNamespace ? (parts[1] ?? '') : '', resource, name, subresource, rest };
};

const verbs: Readonly<Record<string, readonly [onObject: string, onCollection: string]>> = {
  GET: ['get', 'list'],
  HEAD: ['get', 'list'],
  POST: ['create', 'create'],
  PUT: ['update', 'update'],
  PATCH: ['patch', 'patch'],
  DELETE: ['delete', 'deletecollection'],
};

const verbOf = (
  request: { readonly method: string; readonly query: URLSearchParams },
  name: string,
): string => {
  const known = Object.hasOwn(verbs, request.method) ? verbs[request.method] : undefined;
  const [onObject, onCollection] = known ?? [request.method.toLowerCase(), request.method.toLowerCase()];
  const verb = name === '' ? onCollection : onObject;
  return verb === 'list' && isSwitchedOn(request.query.get('watch')) ? 'watch' : verb;
};

/** A switch in a query, as k8s.io/apimachinery converts it: present and neither `false` nor `0`. */
export const isSwitchedOn = (value: string | null): boolean =>
  value !== null && value.toLowerCase() !== 'false' && value !== '0';
