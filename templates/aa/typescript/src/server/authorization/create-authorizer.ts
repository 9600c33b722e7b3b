import type { User } from '../authentication/user.ts';
import type { AuthorizationMode } from '../options/server-options.ts';
import type { Attributes } from './attributes.ts';
import { type Authorizer, allowed, type Decision, denied } from './authorizer.ts';
import { isClusterControllerAllowed } from './cluster-controllers.ts';

/** Paths that anyone may read: kubelets probe without credentials. */
const openPaths = ['healthz', 'livez', 'readyz'];

/** Paths that every authenticated user may read, as upstream's system:discovery and system:public-info-viewer say. */
const authenticatedPaths = ['', 'api', 'apis', 'openapi', 'version'];

/**
 * The authorizer of a mode: system:masters and the paths of probes pass in each, before anybody is asked
 * (k8s.io/apiserver pkg/server/options DelegatingAuthorizationOptions); `review` decides the rest of Webhook.
 */
export const createAuthorizer = (mode: AuthorizationMode, review: Authorizer): Authorizer => {
  if (mode === 'AlwaysAllow') return () => allowed;
  const decideRest = mode === 'Webhook' ? review : decideAlone;
  return (user, asked) => {
    const isFree = user.groups.includes('system:masters') || isReadOf(asked, openPaths);
    return isFree ? allowed : decideRest(user, asked);
  };
};

/** What is known of everybody's rights without asking. */
const decideAlone = (user: User, asked: Attributes): Decision => {
  const isAllowed = asked.isResource
    ? isClusterControllerAllowed(user, asked.verb)
    : user.groups.includes('system:authenticated') && isReadOf(asked, authenticatedPaths);
  return isAllowed ? allowed : denied;
};

const isReadOf = (asked: Attributes, roots: readonly string[]): boolean => {
  if (asked.isResource || (asked.verb !== 'get' && asked.verb !== 'head')) return false;
  const [root = ''] = asked.path.split('/').filter((segment) => segment !== '');
  return roots.includes(root);
};
