import { ClusterError } from '../../errors.ts';
import { nearestHint } from '../../model/nearest.ts';
import type { ClusterAnswers } from '../../options/cluster/cluster-options.ts';
import type { ClusterEntry, Kubeconfig, UserEntry } from './kubeconfig.ts';
import { type Origins, originsOf } from './origins.ts';
import type { KubeconfigPlaces } from './read-kubeconfig.ts';

/** The cluster to ask and the user to ask as, flags laid over the kubeconfig. */
export type Selection = {
  readonly cluster: ClusterEntry & { readonly server: string };
  readonly user: UserEntry;
  readonly clusterName: string | undefined;
  readonly userName: string | undefined;
  /** That of requests for objects in namespaces. */
  readonly namespace: string;
  readonly origins: Origins;
};

/**
 * Chooses cluster and user by kubectl's rules: `--context` over current-context, `--cluster` and `--user` over what
 * the context names, single values over the entries (client-go tools/clientcmd/client_config.go).
 *
 * @throws ClusterError naming the file, the context and what is missing in it
 */
export function selectContext(
  kubeconfig: Kubeconfig,
  places: KubeconfigPlaces,
  flags: ClusterAnswers,
): Selection {
  const name = flags.context ?? kubeconfig.currentContext;
  const files = (kubeconfig.files.length > 0 ? kubeconfig.files : places.files).join(', ');
  const context =
    name === undefined ? undefined : entry({ kind: 'context', name, map: kubeconfig.contexts, files });
  const clusterName = flags.cluster ?? context?.cluster;
  const userName = flags.user ?? context?.user;
  const cluster = {
    kind: 'cluster',
    name: clusterName,
    map: kubeconfig.clusters,
    files,
    context: name,
  } as const;
  const user = { kind: 'user', name: userName, map: kubeconfig.users, files, context: name } as const;
  const chosen = overrideCluster(clusterName === undefined ? NO_CLUSTER : entry(cluster), flags);
  const origin = name === undefined ? files : `context '${name}' of ${files}`;
  if (chosen.server === undefined) throw noServer({ kubeconfig, places, context: name, clusterName, origin });
  return {
    cluster: { ...chosen, server: chosen.server },
    user: overrideUser(userName === undefined ? NO_USER : entry(user), flags),
    clusterName,
    userName,
    namespace: flags.namespace || context?.namespace || 'default',
    origins: originsOf({ context: origin, userName, flags }),
  };
}

type Wanted<T> = {
  readonly kind: 'context' | 'cluster' | 'user';
  readonly name: string | undefined;
  readonly map: ReadonlyMap<string, T>;
  readonly files: string;
  readonly context?: string | undefined;
};

function entry<T>({ kind, name = '', map, files, context }: Wanted<T>): T {
  const found = map.get(name);
  if (found !== undefined) return found;
  const known = [...map.keys()];
  const by = context === undefined ? '' : `, which context '${context}' wants`;
  const has = known.length === 0 ? `it has no ${kind}s` : `it has: ${known.join(', ')}`;
  const hint = nearestHint(name, known) ?? has;
  throw new ClusterError(`there is no ${kind} '${name}' in ${files}${by}`, { hint });
}

type NoServer = {
  readonly kubeconfig: Kubeconfig;
  readonly places: KubeconfigPlaces;
  readonly context: string | undefined;
  readonly clusterName: string | undefined;
  readonly origin: string;
};

function noServer({ kubeconfig, places, context, clusterName, origin }: NoServer): ClusterError {
  if (kubeconfig.files.length === 0) {
    const looked = places.files.join(', ');
    return new ClusterError(`there is no cluster to ask: no kubeconfig at ${looked}`, {
      hint: 'give --kubeconfig FILE or --server URL, or set KUBECONFIG',
    });
  }
  if (clusterName !== undefined) {
    return new ClusterError(`cluster '${clusterName}' of ${origin} has no server`);
  }
  if (context !== undefined) return new ClusterError(`${origin} names no cluster`);
  const known = [...kubeconfig.contexts.keys()];
  if (known.length === 0) {
    return new ClusterError(`${origin} has no contexts, so there is no cluster to ask`, {
      hint: 'give another file with --kubeconfig FILE, or --server URL',
    });
  }
  const hint = `give --context, one of: ${known.join(', ')}`;
  return new ClusterError(`${origin} has no current-context`, { hint });
}

function overrideCluster(cluster: ClusterEntry, flags: ClusterAnswers): ClusterEntry {
  const trust = flags.insecureSkipTlsVerify || flags.certificateAuthority !== undefined;
  const renamed = flags.tlsServerName !== undefined || flags.server !== undefined;
  return {
    ...cluster,
    server: flags.server ?? cluster.server,
    ...(trust ? trustOf(flags) : {}),
    ...(renamed ? { tlsServerName: flags.tlsServerName } : {}),
  };
}

function trustOf(flags: ClusterAnswers) {
  return {
    insecureSkipTlsVerify: flags.insecureSkipTlsVerify,
    certificateAuthority: flags.certificateAuthority,
    certificateAuthorityData: undefined,
  };
}

function overrideUser(user: UserEntry, flags: ClusterAnswers): UserEntry {
  return {
    ...user,
    ...(flags.token === undefined ? {} : { token: flags.token, tokenFile: undefined, exec: undefined }),
    ...(flags.clientCertificate === undefined
      ? {}
      : { clientCertificate: flags.clientCertificate, clientCertificateData: undefined }),
    ...(flags.clientKey === undefined ? {} : { clientKey: flags.clientKey, clientKeyData: undefined }),
    as: flags.as ?? user.as,
    asUid: flags.asUid ?? user.asUid,
    asGroups: flags.asGroups.length > 0 ? flags.asGroups : user.asGroups,
  };
}

const NO_CLUSTER: ClusterEntry = {
  server: undefined,
  tlsServerName: undefined,
  insecureSkipTlsVerify: false,
  certificateAuthority: undefined,
  certificateAuthorityData: undefined,
  proxyUrl: undefined,
  disableCompression: false,
};

const NO_USER: UserEntry = {
  clientCertificate: undefined,
  clientCertificateData: undefined,
  clientKey: undefined,
  clientKeyData: undefined,
  token: undefined,
  tokenFile: undefined,
  username: undefined,
  password: undefined,
  as: undefined,
  asUid: undefined,
  asGroups: [],
  asUserExtra: {},
  authProvider: undefined,
  exec: undefined,
};
