import type { FieldError } from './field-error.ts';
import { ApiError } from './status.ts';

/** The resource that a failure is about, as k8s.io/apimachinery schema.GroupResource. */
export type GroupResource = { readonly group: string; readonly plural: string };

/*
 * Reasons, codes and sentences of k8s.io/apimachinery pkg/api/errors: clients act on the reason, people grep the
 * sentence.
 */

/** `widgets.demo.kx.dev`, as sentences name a resource. */
export const qualified = ({ group, plural }: GroupResource): string =>
  group === '' ? plural : `${plural}.${group}`;

const named = (resource: GroupResource, name: string) => ({
  name,
  group: resource.group,
  kind: resource.plural,
});

/** 404 for an object that does not exist. */
export const objectNotFound = (resource: GroupResource, name: string): ApiError =>
  new ApiError({
    code: 404,
    reason: 'NotFound',
    message: `${qualified(resource)} "${name}" not found`,
    details: named(resource, name),
  });

/** 404 for a path that leads nowhere. */
export const pathNotFound = (): ApiError =>
  new ApiError({
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
    details: {},
  });

/** 409 for a name that is taken. */
export const alreadyExists = (resource: GroupResource, name: string): ApiError =>
  new ApiError({
    code: 409,
    reason: 'AlreadyExists',
    message: `${qualified(resource)} "${name}" already exists`,
    details: named(resource, name),
  });

/** 409 for a name whose object waits for its finalizers. */
export const beingDeleted = (resource: GroupResource, name: string): ApiError =>
  new ApiError({
    code: 409,
    reason: 'AlreadyExists',
    message: `object is being deleted: ${qualified(resource)} "${name}" already exists`,
    details: named(resource, name),
  });

/** 409 for a write against another state of the object than the stored one. */
export const conflict = (resource: GroupResource, name: string, detail: string): ApiError =>
  new ApiError({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${detail}`,
    details: named(resource, name),
  });

/** 422 with every problem of the submitted object as a cause. */
export const invalidObject = (
  kind: { readonly group: string; readonly kind: string },
  name: string,
  problems: readonly FieldError[],
): ApiError => {
  const lines = problems.map(({ field, message }) => `${field}: ${message}`);
  const problem = lines.length === 1 ? lines.join('') : `[${lines.join(', ')}]`;
  const kindName = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
  return new ApiError({
    code: 422,
    reason: 'Invalid',
    message: `${kindName} "${name}" is invalid: ${problem}`,
    details: { ...given({ name, group: kind.group, kind: kind.kind }), causes: problems },
  });
};

/** What is not empty: Go leaves out the rest. */
const given = <T extends Readonly<Record<string, string>>>(details: T): Partial<T> =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value !== '')) as Partial<T>;

/** 400 for a request that cannot be understood. */
export const badRequest = (message: string): ApiError =>
  new ApiError({ code: 400, reason: 'BadRequest', message });

/** 400 for a body that says what it is and still cannot be decoded as that. */
export const cannotBeHandled = (
  { kind, version }: { readonly kind: string; readonly version: string },
  detail: string,
): ApiError => badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${detail}`);

/** 401: the credentials that came with the request are not accepted. */
export const unauthorized = (): ApiError =>
  new ApiError({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' });

/** 405 for a verb that the resource does not offer; `allowed` are the HTTP methods that work on the path. */
export const methodNotAllowed = (
  resource: GroupResource,
  verb: string,
  allowed: readonly string[],
): ApiError =>
  new ApiError(
    {
      code: 405,
      reason: 'MethodNotAllowed',
      message: `${verb} is not supported on resources of kind "${qualified(resource)}"`,
      details: { group: resource.group, kind: resource.plural },
    },
    { Allow: allowed.join(', ') },
  );

/** 406: no media type that the client accepts is served here. */
export const notAcceptable = (served: readonly string[]): ApiError =>
  new ApiError({
    code: 406,
    reason: 'NotAcceptable',
    message: `only the following media types are accepted: ${served.join(', ')}`,
  });

/** 410: the state that the client asks for is no longer kept; `freshContinue` lets a pager go on regardless. */
export const expired = (message: string, freshContinue?: string): ApiError =>
  new ApiError({
    code: 410,
    reason: 'Expired',
    message,
    metadata: freshContinue === undefined ? {} : { continue: freshContinue },
  });

/** 413: the body is larger than the server reads. */
export const requestTooLarge = (limitBytes: number): ApiError =>
  new ApiError({
    code: 413,
    reason: 'RequestEntityTooLarge',
    message: `Request entity too large: limit is ${limitBytes}`,
  });

/** 415: the body's media type is not one that this verb reads. */
export const unsupportedMediaType = (accepted: readonly string[]): ApiError =>
  new ApiError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  });

/** 500 whose cause stays in the server's log. */
export const internalError = (message: string): ApiError =>
  new ApiError({
    code: 500,
    reason: 'InternalError',
    message: `Internal error occurred: ${message}`,
    details: { causes: [{ message }] },
  });

/** 504: the wanted resourceVersion is ahead of this server's. */
export const tooLargeResourceVersion = (wanted: string, current: string): ApiError =>
  new ApiError(
    {
      code: 504,
      reason: 'Timeout',
      message: `Timeout: Too large resource version: ${wanted}, current: ${current}`,
      details: {
        retryAfterSeconds: 1,
        causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      },
    },
    { 'Retry-After': '1' },
  );

/** 504: the storage did not decide in time; whether a write was carried out is not known. */
export const storageTimeout = (detail: string): ApiError =>
  new ApiError({
    code: 504,
    reason: 'Timeout',
    message: `Timeout: request did not complete within requested timeout - ${detail}`,
    details: {},
  });
