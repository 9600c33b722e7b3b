import { ClusterError } from '../../errors.ts';
import { nearestHint } from '../../model/nearest.ts';
import type { ClusterAnswers } from '../../options/cluster/cluster-options.ts';
import type { ClusterEntry, Kubeconfig, UserEntry } from './kubeconfig.ts';
import { type Origins, originsOf } from './origins.ts';
import { NO_CLUSTER, NO_USER, overrideCluster, overrideUser } from './override-entries.ts';
import type { KubeconfigPlaces } from './read-kubeconfig.ts';

/** The cluster to ask and the user to ask as, flags laid over the kubeconfig. */
export type Selection = {
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
  readonly clusterName: string | undefined;
  readonly userName: string | undefined;
  /** That of requests for objects in namespaces; undefined where nothing names one. */
  readonly namespace: string | undefined;
  readonly flags: ClusterAnswers;
  readonly origins: Origins;
};

/** What there is to choose from. */
type Choice = {
  readonly kubeconfig: Kubeconfig;
  readonly places: KubeconfigPlaces;
  readonly flags: ClusterAnswers;
  /** Whether there is a server to ask where the kubeconfig names none (KUBERNETES_MASTER). */
  readonly hasDefault: boolean;
};

/**
 * Chooses cluster and user by kubectl's rules: `--context` over current-context, `--cluster` and `--user` over what
 * the context names, single values over the entries (client-go tools/clientcmd/client_config.go). A context may name a
 * cluster or a user that is not there, where the flags or the environment say what it would have said.
 *
 * @returns what was chosen, perhaps without a server
 * @throws ClusterError naming the file, the context and what is missing in it
 */
export function selectContext(choice: Choice): Selection {
  const { kubeconfig, flags } = choice;
  const name = flags.context ?? kubeconfig.currentContext;
  const files = filesOf(choice);
  const context = entry({ kind: 'context', name, map: kubeconfig.contexts, files });
  const clusterName = flags.cluster ?? context?.cluster;
  const userName = flags.user ?? context?.user;
  const by = { files, context: name };
  const cluster = findCluster(choice, { ...by, name: clusterName });
  const user = findUser(choice, { ...by, name: userName });
  return {
    cluster: overrideCluster(cluster ?? NO_CLUSTER, flags),
    user: overrideUser(user ?? NO_USER, flags),
    clusterName,
    userName,
    namespace: flags.namespace ?? context?.namespace,
    flags,
    origins: originsOf({
      context: context === undefined ? placeOf(choice) : `context '${name}' of ${context.file}`,
      userName,
      flags,
      tokenFile: user?.tokenFile,
      as: flags.as ?? user?.as,
    }),
  };
}

type Named = Pick<Wanted<never>, 'name' | 'files' | 'context'>;

function findCluster({ kubeconfig, flags, hasDefault }: Choice, named: Named): ClusterEntry | undefined {
  const isSpared = flags.cluster === undefined && (flags.server !== undefined || hasDefault);
  if (isSpared) return kubeconfig.clusters.get(named.name ?? '');
  return entry({ kind: 'cluster', map: kubeconfig.clusters, ...named });
}

function findUser({ kubeconfig, flags }: Choice, named: Named): UserEntry | undefined {
  const isSpared = flags.user === undefined && (flags.token ?? flags.clientCertificate) !== undefined;
  if (isSpared) return kubeconfig.users.get(named.name ?? '');
  return entry({ kind: 'user', map: kubeconfig.users, ...named });
}

/** Without a file the flags are all that says anything. */
function placeOf(choice: Choice): string {
  const isFlagged = choice.kubeconfig.files.length === 0 && choice.flags.server !== undefined;
  return isFlagged ? 'the command line' : filesOf(choice);
}

/** @returns the files that a message names */
function filesOf({ kubeconfig, places }: Choice): string {
  return (kubeconfig.files.length > 0 ? kubeconfig.files : places.files).join(', ');
}

type Wanted<T> = {
  readonly kind: 'context' | 'cluster' | 'user';
  readonly name: string | undefined;
  readonly map: ReadonlyMap<string, T>;
  readonly files: string;
  /** That wants it. */
  readonly context?: string | undefined;
};

function entry<T>({ kind, name, map, files, context }: Wanted<T>): T | undefined {
  if (name === undefined) return undefined;
  const found = map.get(name);
  if (found !== undefined) return found;
  const known = [...map.keys()];
  const by = context === undefined ? '' : `, which context '${context}' wants`;
  const has = known.length === 0 ? `it has no ${kind}s` : `it has: ${known.join(', ')}`;
  const hint = nearestHint(name, known) ?? has;
  throw new ClusterError(`there is no ${kind} '${name}' in ${files}${by}`, { hint });
}

/** @returns why nothing says which server to ask, and the way out */
export function noServer({ kubeconfig, places, flags }: Choice, selection: Selection): ClusterError {
  const { context: origin } = selection.origins;
  if (kubeconfig.files.length === 0) {
    const looked = places.files.length === 0 ? 'KUBECONFIG, which names no file' : places.files.join(', ');
    return new ClusterError(`there is no cluster to ask: no kubeconfig at ${looked}`, {
      hint: 'give --kubeconfig FILE or --server URL, or set KUBECONFIG',
    });
  }
  if (selection.clusterName !== undefined) {
    return new ClusterError(`cluster '${selection.clusterName}' of ${origin} has no server`);
  }
  const context = flags.context ?? kubeconfig.currentContext;
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
