import type { User } from '../authentication/user.ts';

/**
 * The verbs that controllers of every cluster need on every resource, by user. Without the first no namespace of the
 * cluster ever goes away, whether or not it holds objects of this server; the last is who the garbage collector's
 * watches come from, since all of kube-controller-manager shares its informers.
 */
const verbsOf: Readonly<Record<string, readonly string[]>> = {
  'system:serviceaccount:kube-system:namespace-controller': ['get', 'list', 'delete', 'deletecollection'],
  'system:serviceaccount:kube-system:generic-garbage-collector': [
    'get',
    'list',
    'watch',
    'patch',
    'update',
    'delete',
  ],
  'system:kube-controller-manager': ['list', 'watch'],
};

/**
 * Whether a user is one of the cluster's own controllers and may do `verb` on any resource. RBAC gives them these
 * rights in every cluster (k8s.io/kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy: controller_policy.go,
 * and policy.go for the shared informers), so a server that asks kube-apiserver would be told the same. The aggregator has to name them: it has seen their tokens, a client certificate of that name
 * says nothing about the cluster.
 */
export const isClusterControllerAllowed = (user: User, verb: string): boolean =>
  user.source === 'front-proxy' &&
  Object.hasOwn(verbsOf, user.name) &&
  (verbsOf[user.name]?.includes(verb) ?? false);
