import { type ServiceAccount, serviceAccountOf } from '../authentication/service-account.ts';
import type { User } from '../authentication/user.ts';
import { forbiddenResource } from '../authorization/forbidden.ts';
import { isAllowedEverything } from '../authorization/is-allowed-everything.ts';
import type { AuthorizationMode } from '../options/server-options.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { readImpersonation } from './read-impersonation.ts';

/**
 * The user as whom a request runs: the one of its Impersonate- headers, else the one who sent it
 * (k8s.io/apiserver pkg/endpoints/filters/impersonation). Who may not do everything may not be somebody else either:
 * 403; headers that name no user are a 400. kube-apiserver removes these headers from what it forwards.
 */
export const impersonate = (request: ServerRequest, requestor: User, mode: AuthorizationMode): User => {
  const user = readImpersonation(request);
  if (user === undefined) return requestor;
  if (!isAllowedEverything(requestor, mode)) throw forbiddenImpersonation(requestor, user.name);
  return user;
};

/** Upstream asks for the user first, so that is what a refusal names. */
const forbiddenImpersonation = (requestor: User, wanted: string) => {
  const account = serviceAccountOf(wanted);
  const target = account === undefined ? userTarget(wanted) : accountTarget(account);
  return forbiddenResource(requestor, { verb: 'impersonate', group: '', subresource: '', ...target });
};

const userTarget = (name: string) => ({ resource: 'users', namespace: '', name });

const accountTarget = ({ namespace, name }: ServiceAccount) => ({
  resource: 'serviceaccounts',
  namespace,
  name,
});
