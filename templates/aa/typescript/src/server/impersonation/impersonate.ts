import { serviceAccountOf } from '../authentication/service-account.ts';
import type { User } from '../authentication/user.ts';
import type { ResourceAttributes } from '../authorization/attributes.ts';
import type { Authorizer } from '../authorization/authorizer.ts';
import { forbiddenResource } from '../authorization/forbidden.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { readImpersonation } from './read-impersonation.ts';

/**
 * The user as whom a request runs: the one of its Impersonate- headers, else the one who sent it
 * (k8s.io/apiserver pkg/endpoints/filters/impersonation). Who sent it needs the right to be that user, each group, each
 * extra value and the uid, else it is a 403, also where nobody can tell; headers that name no user are a 400.
 * kube-apiserver removes these headers from what it forwards.
 */
export const impersonate = async (
  request: ServerRequest,
  requestor: User,
  authorizer: Authorizer,
): Promise<User> => {
  const user = readImpersonation(request);
  if (user === undefined) return requestor;
  for (const asked of rightsFor(request, user)) {
    if (!(await mayBe(authorizer, requestor, asked))) throw forbiddenResource(requestor, asked);
  }
  return user;
};

const mayBe = async (
  authorizer: Authorizer,
  requestor: User,
  asked: ResourceAttributes,
): Promise<boolean> => {
  try {
    return (await authorizer(requestor, asked)).allowed;
  } catch {
    return false;
  }
};

/** Upstream asks for the user first, so that is what a refusal names. Groups that nobody asked for need no right. */
const rightsFor = (request: ServerRequest, user: User): readonly ResourceAttributes[] => {
  const groups = request.headers.filter(([name]) => name === 'impersonate-group').map(([, value]) => value);
  const extra = Object.entries(user.extra).flatMap(([subresource, values]) =>
    values.map((name) => ({ ...ofAuthentication, resource: 'userextras', subresource, name })),
  );
  const uid = user.uid === '' ? [] : [{ ...ofAuthentication, resource: 'uids', name: user.uid }];
  return [
    userTarget(user.name),
    ...groups.map((name) => ({ ...ofCore, resource: 'groups', name })),
    ...extra,
    ...uid,
  ];
};

const ofCore = {
  isResource: true,
  verb: 'impersonate',
  group: '',
  version: 'v1',
  namespace: '',
  subresource: '',
} as const;

const ofAuthentication = { ...ofCore, group: 'authentication.k8s.io' } as const;

const userTarget = (name: string): ResourceAttributes => {
  const account = serviceAccountOf(name);
  return account === undefined
    ? { ...ofCore, resource: 'users', name }
    : { ...ofCore, resource: 'serviceaccounts', ...account };
};
