import { qualified } from '../api/api-errors.ts';
import { ApiError } from '../api/status.ts';
import type { User } from '../authentication/user.ts';
import type { ResourceRequestInfo } from '../request/request-info.ts';

type Target = Pick<ResourceRequestInfo, 'verb' | 'group' | 'namespace' | 'resource' | 'subresource' | 'name'>;

/** 403 for a resource, with the authorizer's reason if there is one, in the words of k8s.io/apiserver pkg/endpoints/handlers/responsewriters/errors.go. */
export const forbiddenResource = (user: User, asked: Target, reason = ''): ApiError => {
  const resource = asked.subresource === '' ? asked.resource : `${asked.resource}/${asked.subresource}`;
  const where = asked.namespace === '' ? 'at the cluster scope' : `in the namespace "${asked.namespace}"`;
  const target = qualified({ group: asked.group, plural: asked.resource });
  const object = asked.name === '' ? target : `${target} "${asked.name}"`;
  const message = `User "${user.name}" cannot ${asked.verb} resource "${resource}" in API group "${asked.group}" ${where}`;
  return forbidden(`${object} is forbidden: ${message}${tail(reason)}`, {
    ...(asked.name === '' ? {} : { name: asked.name }),
    ...(asked.group === '' ? {} : { group: asked.group }),
    kind: asked.resource,
  });
};

/** 403 for a path that is not a resource. */
export const forbiddenPath = (
  user: User,
  asked: { readonly verb: string; readonly path: string },
  reason = '',
): ApiError =>
  forbidden(`forbidden: User "${user.name}" cannot ${asked.verb} path "${asked.path}"${tail(reason)}`, {});

/** What the authorizer has to say. */
const tail = (reason: string): string => (reason === '' ? '' : `: ${reason}`);

const forbidden = (message: string, details: NonNullable<ApiError['status']['details']>): ApiError =>
  new ApiError({ code: 403, reason: 'Forbidden', message, details });
