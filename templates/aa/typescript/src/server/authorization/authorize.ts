import type { User } from '../authentication/user.ts';
import type { AuthorizationMode } from '../options/server-options.ts';
import type { RequestInfo } from '../request/request-info.ts';
import { isClusterControllerAllowed } from './cluster-controllers.ts';
import { forbiddenPath, forbiddenResource } from './forbidden.ts';
import { isAllowedEverything } from './is-allowed-everything.ts';

/** Paths that anyone may read: kubelets probe without credentials. */
const openPaths = ['healthz', 'livez', 'readyz'];

/** Paths that every authenticated user may read, as upstream's system:discovery and system:public-info-viewer say. */
const authenticatedPaths = ['', 'api', 'apis', 'openapi', 'version'];

/** Lets a request pass or fails with 403. */
export const authorize = (
  user: User,
  asked: { readonly info: RequestInfo; readonly path: string },
  mode: AuthorizationMode,
): void => {
  const { info, path } = asked;
  if (isAllowedEverything(user, mode)) return;
  if (info.isResource) {
    if (isClusterControllerAllowed(user, info.verb)) return;
    throw forbiddenResource(user, info);
  }
  if (isOpenPath(user, info.verb, info.segments[0] ?? '')) return;
  throw forbiddenPath(user, { verb: info.verb, path });
};

const isOpenPath = (user: User, verb: string, root: string): boolean =>
  (verb === 'get' || verb === 'head') &&
  (openPaths.includes(root) ||
    (authenticatedPaths.includes(root) && user.groups.includes('system:authenticated')));
