import { accessSync, statSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import type { Io } from '../../io.ts';
import type { ClusterAnswers } from '../../options/cluster/cluster-options.ts';
import { originsOf } from './origins.ts';
import { NO_CLUSTER, NO_USER, overrideCluster, overrideUser } from './override-entries.ts';
import { readBytes } from './read-bytes.ts';
import type { Selection } from './select-context.ts';

/** Where a pod finds the credentials of its service account. */
export const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What a pod knows of itself, and the flags. */
type Pod = {
  readonly env: Io['env'];
  /** As SERVICE_ACCOUNT. */
  readonly directory: string;
  readonly flags: ClusterAnswers;
};

/**
 * The cluster that this process runs in, as client-go finds it (rest/config.go InClusterConfig): the API server's
 * address from the environment, token and CA from the service account's directory. A CA that is not there leaves the
 * roots of the system. Flags other than `--server`, `--token` and `--certificate-authority` make kubectl ask
 * localhost:8080; here they hold as everywhere.
 *
 * @returns undefined outside of a pod
 */
export async function inCluster({ env, directory, flags }: Pod): Promise<Selection | undefined> {
  const host = env['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = env['KUBERNETES_SERVICE_PORT'] ?? '';
  const tokenFile = join(directory, 'token');
  if (host === '' || port === '' || !isFile(tokenFile)) return undefined;
  const ca = join(directory, 'ca.crt');
  const cluster = {
    ...NO_CLUSTER,
    server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    certificateAuthority: isReadable(ca) ? ca : undefined,
  };
  const user = overrideUser({ ...NO_USER, tokenFile }, flags);
  const origins = originsOf({
    context: `the service account in ${directory}`,
    userName: undefined,
    flags,
    as: flags.as,
  });
  return {
    cluster: overrideCluster(cluster, flags),
    user: flags.token === undefined ? user : { ...user, tokenFile: undefined },
    clusterName: undefined,
    userName: undefined,
    namespace: flags.namespace ?? (env['POD_NAMESPACE'] || (await namespaceIn(directory))),
    flags,
    origins: {
      ...origins,
      credentials: origins.credentials ?? "the token of the pod's service account",
      user: origins.user ?? 'the service account',
    },
  };
}

async function namespaceIn(directory: string): Promise<string | undefined> {
  const text = await readBytes(join(directory, 'namespace')).catch(() => '');
  return text.toString().trim() || undefined;
}

function isFile(path: string): boolean {
  return isReadable(path) && !statSync(path).isDirectory();
}

function isReadable(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}
