import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterConfig } from './cluster-config.ts';

const accountDirectory = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * kube-apiserver as the pod of a service account sees it, or undefined outside of a cluster
 * (k8s.io/client-go rest InClusterConfig).
 */
export const inClusterConfig = (
  env: Readonly<Record<string, string | undefined>>,
  directory = accountDirectory,
): ClusterConfig | undefined => {
  const { KUBERNETES_SERVICE_HOST: host = '', KUBERNETES_SERVICE_PORT: port = '' } = env;
  const token = join(directory, 'token');
  if (host === '' || port === '' || !existsSync(token)) return undefined;
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    tlsServerName: undefined,
    insecure: false,
    credentials: async () => ({
      ca: await readFile(join(directory, 'ca.crt'), 'utf8'),
      cert: undefined,
      key: undefined,
      token: (await readFile(token, 'utf8')).trim(),
    }),
  };
};
