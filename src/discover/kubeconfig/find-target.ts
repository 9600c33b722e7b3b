import type { Io } from '../../io.ts';
import type { ClusterAnswers } from '../../options/cluster/cluster-options.ts';
import type { Clock, Emit } from '../log/trace-event.ts';
import { inCluster, SERVICE_ACCOUNT } from './in-cluster.ts';
import { type KubeconfigPlaces, kubeconfigPlaces, readKubeconfig } from './read-kubeconfig.ts';
import { resolveTarget } from './resolve-target.ts';
import { noServer, type Selection, selectContext } from './select-context.ts';
import type { Target } from './target.ts';

/** Which cluster is wanted, and the machine it is looked for on. */
export type Search = {
  readonly cluster: ClusterAnswers;
  readonly io: Io;
  readonly emit: Emit;
  readonly clock: Clock;
  /** Where a pod finds its credentials; another directory only for tests. */
  readonly serviceAccount?: string;
};

/**
 * Finds the cluster to ask as kubectl does (client-go tools/clientcmd): flags over the kubeconfig, then the pod that
 * this runs in, then KUBERNETES_MASTER. Where kubectl would go on to localhost:8080, this says what is missing.
 *
 * @throws ClusterError naming the file, the context and the way out; UsageError for flags that need others
 */
export async function findTarget(search: Search): Promise<Target> {
  const { io, emit, clock } = search;
  const selection = await findSelection(search);
  const target = await resolveTarget(selection, io);
  emit({ at: clock(), kind: 'gates' });
  if (isInFiles(selection)) emit({ at: clock(), kind: 'certificateFiles' });
  return target;
}

/** The client certificate and its key are files that are sent (client-go transport/transport.go loadTLSFiles). */
function isInFiles({ cluster, user }: ServerSelection): boolean {
  const hasFiles = user.clientCertificate !== undefined && user.clientKey !== undefined;
  return hasFiles && cluster.server.startsWith('https:');
}

type ServerSelection = Selection & { readonly cluster: { readonly server: string } };

async function findSelection(search: Search): Promise<ServerSelection> {
  const { cluster, io, emit, clock, serviceAccount } = search;
  const places = kubeconfigPlaces(cluster.kubeconfig, io);
  const kubeconfig = await readKubeconfig(places, (file) => emit({ at: clock(), kind: 'config', file }));
  if (isAllMissing(places, kubeconfig.files)) {
    emit({ at: clock(), kind: 'configMissing', files: places.written });
  }
  const master = io.env['KUBERNETES_MASTER'] ?? '';
  const choice = { kubeconfig, places, flags: cluster, hasDefault: master !== '' };
  const chosen = selectContext(choice);
  const { server } = chosen.cluster;
  if (server !== undefined) return withServer(chosen, server);
  const directory = serviceAccount ?? SERVICE_ACCOUNT;
  const pod = await inCluster({ env: io.env, directory, flags: cluster });
  if (pod?.cluster.server !== undefined) {
    emit({ at: clock(), kind: 'inCluster' });
    return withServer(pod, pod.cluster.server);
  }
  if (master === '') throw noServer(choice, chosen);
  const origins = { ...chosen.origins, server: 'KUBERNETES_MASTER' };
  return withServer({ ...chosen, origins }, master);
}

function isAllMissing(places: KubeconfigPlaces, found: readonly string[]): boolean {
  return places.by === 'KUBECONFIG' && places.files.length > 0 && found.length === 0;
}

function withServer(selection: Selection, server: string): ServerSelection {
  return { ...selection, cluster: { ...selection.cluster, server } };
}
