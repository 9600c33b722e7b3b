import { setTimeout as sleep } from 'node:timers/promises';
import { internalError } from '../api/api-errors.ts';
import type { JsonObject } from '../api/json.ts';
import { ApiError } from '../api/status.ts';
import type { ClusterClient } from '../cluster/cluster-client.ts';
import { ClusterError } from '../cluster/cluster-error.ts';
import type { Mirror } from '../cluster/mirror.ts';
import type { Log } from '../log/log.ts';

/** The namespaces of the cluster. */
export type Namespaces = {
  /** One that is known, else asked for. @throws ApiError 404 for one that is not there */
  readonly find: (name: string) => Promise<JsonObject>;
  /** The same for one that may have been made just before. @throws ApiError 404 */
  readonly await: (name: string) => Promise<JsonObject>;
};

/** Time for the mirror to hear of a namespace that was made just before: upstream's missingNamespaceWait. */
const waitMilliseconds = 50;

/**
 * Namespaces as a mirror knows them; one that it does not know is asked for, so that creating one and an object in it at
 * once works.
 */
export const createNamespaces = (client: ClusterClient, mirror: Mirror, log: Log): Namespaces => ({
  find: async (name) => mirror.get(name) ?? (await lookUp(client, name, log)),
  await: async (name) => {
    const known = mirror.get(name);
    if (known !== undefined) return known;
    if (mirror.isListed()) await sleep(waitMilliseconds);
    return mirror.get(name) ?? (await lookUp(client, name, log));
  },
});

const lookUp = async (client: ClusterClient, name: string, log: Log): Promise<JsonObject> => {
  try {
    return await client.call({ path: `/api/v1/namespaces/${encodeURIComponent(name)}` });
  } catch (cause) {
    if (cause instanceof ClusterError && cause.status === 404) throw notFound(name);
    const message = cause instanceof Error ? cause.message : String(cause);
    log.error('Cannot look up a namespace', { namespace: name, err: message });
    throw internalError('kube-apiserver cannot be asked for the namespace');
  }
};

const notFound = (name: string): ApiError =>
  new ApiError({
    code: 404,
    reason: 'NotFound',
    message: `namespaces "${name}" not found`,
    details: { name, kind: 'namespaces' },
  });
