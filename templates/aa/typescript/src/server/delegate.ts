import { type Admission, admitAll } from './admission/admission.ts';
import { startClusterAdmission } from './admission/cluster-admission.ts';
import {
  anyNamespace,
  createNamespaceLifecycle,
  type NamespaceLifecycle,
} from './admission/namespace-lifecycle.ts';
import { createNamespaces } from './admission/namespaces.ts';
import { type FollowedTrust, followClusterTrust } from './authentication/follow-cluster-trust.ts';
import type { ClusterTrust } from './authentication/read-cluster-trust.ts';
import { createTokenReviewer, type TokenReviewer } from './authentication/token-review.ts';
import { createAccessReviewer } from './authorization/access-review.ts';
import { type Authorizer, denied } from './authorization/authorizer.ts';
import { createAuthorizer } from './authorization/create-authorizer.ts';
import type { ClusterClient } from './cluster/cluster-client.ts';
import { type ClusterClients, createClusterClients } from './cluster/cluster-clients.ts';
import { startMirror } from './cluster/mirror.ts';
import type { Log } from './log/log.ts';
import type { ServerOptions } from './options/server-options.ts';

/** What is left to kube-apiserver, and what stands in for it where there is none. */
export type Delegation = {
  readonly authorizer: Authorizer;
  readonly namespaces: NamespaceLifecycle;
  /** Who else has a say in what is written. */
  readonly admission: Admission;
  readonly reviewToken: TokenReviewer | undefined;
  /** Whom the cluster says are to be believed; undefined as long as it was not asked, or did not say. */
  readonly trust: () => ClusterTrust | undefined;
  /** Whether the cluster has said whom to believe, where it is asked at all. */
  readonly isTrustKnown: () => boolean;
  /** Whether what is followed of the cluster has been listed, where there is one. */
  readonly isMirrorListed: () => boolean;
  readonly stop: () => void;
};

/** What delegating needs beside the options. */
export type Delegating = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly log: Log;
  readonly onTrustChange: () => void;
};

/** Connects to the kube-apiserver of the options. @throws Error with one sentence where that cannot work */
export const delegate = async (options: ServerOptions, delegating: Delegating): Promise<Delegation> => {
  const { log, env } = delegating;
  const now = () => delegating.now().getTime();
  const clients = await createClusterClients(options.cluster, { env, now });
  const { core, authentication } = clients;
  const authorizer = authorizerOf(options, clients, { log, now });
  const trust = await trustOf(options, clients, delegating);
  const followed = core === undefined ? undefined : follow(core, { authorizer, log, now });
  return {
    authorizer,
    namespaces: followed?.namespaces ?? anyNamespace,
    admission: followed?.admission ?? admitAll,
    reviewToken: authentication === undefined ? undefined : createTokenReviewer(authentication, now),
    trust: () => trust?.current(),
    isTrustKnown: () => trust === undefined || trust.current() !== undefined,
    isMirrorListed: () => followed === undefined || followed.isListed(),
    stop: () => {
      followed?.stop();
      trust?.stop();
      clients.close();
    },
  };
};

/** Namespaces and admission, as the cluster has them at any time. */
const follow = (
  client: ClusterClient,
  means: { readonly authorizer: Authorizer; readonly log: Log; readonly now: () => number },
) => {
  const mirror = startMirror(client, { path: '/api/v1/namespaces' }, means.log);
  const namespaces = createNamespaces(client, mirror, means.log);
  const admission = startClusterAdmission({ client, namespaces, ...means });
  return {
    namespaces: createNamespaceLifecycle(namespaces),
    admission,
    isListed: () => mirror.isListed() && admission.isListed(),
    stop: () => {
      mirror.stop();
      admission.stop();
    },
  };
};

const authorizerOf = (
  { authorizationMode }: ServerOptions,
  { authorization }: ClusterClients,
  { log, now }: { readonly log: Log; readonly now: () => number },
): Authorizer => {
  if (authorization !== undefined) {
    return createAuthorizer(
      authorizationMode ?? 'Webhook',
      createAccessReviewer(authorization, { log, now }),
    );
  }
  if (authorizationMode === 'Webhook')
    throw new Error('--authorization-mode Webhook needs --kubeconfig or --authorization-kubeconfig');
  return createAuthorizer(authorizationMode ?? 'SystemMasters', () => denied);
};

/** The cluster is asked for the CAs that no flag names. */
const trustOf = async (
  { cluster, clientCaFile, requestHeader }: ServerOptions,
  { authentication }: ClusterClients,
  { log, onTrustChange }: Delegating,
): Promise<FollowedTrust | undefined> => {
  const isComplete = clientCaFile !== undefined && requestHeader.caFile !== undefined;
  if (authentication === undefined || cluster.skipLookup || isComplete) return undefined;
  const { tolerateLookupFailure } = cluster;
  return followClusterTrust(authentication, { tolerateLookupFailure, log, onChange: onTrustChange });
};
