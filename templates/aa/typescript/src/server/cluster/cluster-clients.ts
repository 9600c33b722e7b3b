import type { ClusterOptions } from '../options/server-options.ts';
import { type ClusterClient, createClusterClient } from './cluster-client.ts';
import type { ClusterConfig } from './cluster-config.ts';
import { inClusterConfig } from './in-cluster.ts';
import { readKubeconfig } from './read-kubeconfig.ts';

/** Whom to ask for what; undefined where there is nobody. */
export type ClusterClients = {
  /** For namespaces. */
  readonly core: ClusterClient | undefined;
  readonly authentication: ClusterClient | undefined;
  readonly authorization: ClusterClient | undefined;
  readonly close: () => void;
};

/**
 * Clients for the kubeconfigs that the options name, else for the service account of the pod: a flag of its own wins
 * over --kubeconfig, and the same file is one client. @throws Error with a sentence for a file that cannot be used
 */
export const createClusterClients = async (
  { kubeconfig, authenticationKubeconfig, authorizationKubeconfig }: ClusterOptions,
  { env, now }: { readonly env: Readonly<Record<string, string | undefined>>; readonly now: () => number },
): Promise<ClusterClients> => {
  const clients = new Map<string, ClusterClient>();
  const clientOf = async (flag: string, file: string | undefined): Promise<ClusterClient | undefined> => {
    const known = clients.get(file ?? '');
    if (known !== undefined) return known;
    const config: ClusterConfig | undefined =
      file === undefined ? inClusterConfig(env) : await readKubeconfig(flag, file);
    if (config === undefined) return undefined;
    const client = createClusterClient(config, now);
    clients.set(file ?? '', client);
    return client;
  };
  const own = (flag: string, file: string | undefined) =>
    file === undefined ? clientOf('kubeconfig', kubeconfig) : clientOf(flag, file);
  return {
    core: await clientOf('kubeconfig', kubeconfig),
    authentication: await own('authentication-kubeconfig', authenticationKubeconfig),
    authorization: await own('authorization-kubeconfig', authorizationKubeconfig),
    close: () => {
      for (const client of clients.values()) client.close();
    },
  };
};
