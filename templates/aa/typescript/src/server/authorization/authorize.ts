import { qualified } from '../api/api-errors.ts';
import { ApiError } from '../api/status.ts';
import type { User } from '../authentication/user.ts';
import type { AuthorizationMode } from '../options/server-options.ts';
import type { RequestInfo, ResourceRequestInfo } from '../request/request-info.ts';

/** Paths that anyone may read: kubelets probe without credentials. */
const openPaths = ['healthz', 'livez', 'readyz'];

/** Paths that every authenticated user may read, as upstream's system:discovery and system:public-info-viewer say. */
const authenticatedPaths = ['', 'api', 'apis', 'openapi', 'version'];

/**
 * Lets a request pass or fails with 403 in the words of k8s.io/apiserver
 * (pkg/endpoints/handlers/responsewriters/errors.go).
 */
export const authorize = (
  user: User,
  asked: { readonly info: RequestInfo; readonly path: string },
  mode: AuthorizationMode,
): void => {
  const { info, path } = asked;
  if (mode === 'AlwaysAllow' || user.groups.includes('system:masters')) return;
  if (info.isResource) throw forbiddenResource(user, info);
  if (isOpenPath(user, info.verb, info.segments[0] ?? '')) return;
  throw forbidden(`forbidden: User "${user.name}" cannot ${info.verb} path "${path}"`, {});
};

const isOpenPath = (user: User, verb: string, root: string): boolean =>
  (verb === 'get' || verb === 'head') &&
  (openPaths.includes(root) ||
    (authenticatedPaths.includes(root) && user.groups.includes('system:authenticated')));

const forbiddenResource = (user: User, info: ResourceRequestInfo): ApiError => {
  const resource = info.subresource === '' ? info.resource : `${info.resource}/${info.subresource}`;
  const where = info.namespace === '' ? 'at the cluster scope' : `in the namespace "${info.namespace}"`;
  const target = qualified({ group: info.group, plural: info.resource });
  const object = info.name === '' ? target : `${target} "${info.name}"`;
  const message = `User "${user.name}" cannot ${info.verb} resource "${resource}" in API group "${info.group}" ${where}`;
  return forbidden(`${object} is forbidden: ${message}`, {
    ...(info.name === '' ? {} : { name: info.name }),
    group: info.group,
    kind: info.resource,
  });
};

const forbidden = (message: string, details: NonNullable<ApiError['status']['details']>): ApiError =>
  new ApiError({ code: 403, reason: 'Forbidden', message, details });
