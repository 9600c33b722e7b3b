import { badRequest } from '../api/api-errors.ts';
import { extraOfHeaders } from '../authentication/extra-headers.ts';
import { serviceAccountGroups, serviceAccountOf } from '../authentication/service-account.ts';
import { anonymous, type User } from '../authentication/user.ts';
import type { ServerRequest } from '../request/server-request.ts';

/**
 * The user whom the Impersonate- headers of a request describe, or undefined without such headers; a group, an extra
 * or a uid without a user is a 400 (k8s.io/apiserver pkg/endpoints/filters/impersonation).
 */
export const readImpersonation = (request: ServerRequest): User | undefined => {
  const name = request.header('impersonate-user') ?? '';
  const groups = request.headers.filter(([each]) => each === 'impersonate-group').map(([, value]) => value);
  const extra = extraOfHeaders(request.headers, ['impersonate-extra-']);
  const uid = request.header('impersonate-uid') ?? '';
  if (name !== '') return { name, uid, groups: completeGroups(name, groups), extra, source: 'impersonation' };
  const userless = [
    ...groups.map((group) => `group ${group}`),
    ...Object.keys(extra).map((key) => `extra ${key}`),
    ...(uid === '' ? [] : [`uid ${uid}`]),
  ];
  if (userless.length === 0) return undefined;
  throw badRequest(`requested [${userless.join(', ')}] without impersonating a user`);
};

const unauthenticated = 'system:unauthenticated';
const authenticated = 'system:authenticated';

/** A service account's own groups where none are asked for; then the one that every user or nobody has. */
const completeGroups = (name: string, asked: readonly string[]): readonly string[] => {
  const account = asked.length > 0 ? undefined : serviceAccountOf(name);
  const groups = account === undefined ? asked : serviceAccountGroups(account);
  if (groups.includes(unauthenticated)) return groups;
  if (name === anonymous.name) return [...groups, unauthenticated];
  return groups.includes(authenticated) ? groups : [...groups, authenticated];
};
