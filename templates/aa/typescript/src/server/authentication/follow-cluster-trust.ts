import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../api/json.ts';
import type { ClusterClient } from '../cluster/cluster-client.ts';
import { startMirror } from '../cluster/mirror.ts';
import { withRetries } from '../cluster/with-retries.ts';
import type { Log } from '../log/log.ts';
import { type ClusterTrust, readClusterTrust } from './read-cluster-trust.ts';

/** The trust of the cluster as it is now. */
export type FollowedTrust = {
  /** undefined until the ConfigMap could be read once. */
  readonly current: () => ClusterTrust | undefined;
  readonly stop: () => void;
};

/** What else following needs. */
export type FollowTrust = {
  readonly tolerateLookupFailure: boolean;
  readonly log: Log;
  readonly onChange: () => void;
};

const name = 'extension-apiserver-authentication';
const collection = '/api/v1/namespaces/kube-system/configmaps';

const remedy =
  'allow it with: kubectl -n kube-system create rolebinding NAME --role=extension-apiserver-authentication-reader ' +
  '--serviceaccount=NAMESPACE:NAME, or start with --authentication-tolerate-lookup-failure';

/**
 * Reads the ConfigMap kube-system/extension-apiserver-authentication and follows it. A ConfigMap that goes or breaks
 * leaves what it said before.
 *
 * @throws Error that names the RoleBinding, where it cannot be read at first and that is not tolerated
 */
export const followClusterTrust = async (
  client: ClusterClient,
  { tolerateLookupFailure, log, onChange }: FollowTrust,
): Promise<FollowedTrust> => {
  let current: ClusterTrust | undefined;
  try {
    current = readClusterTrust(await withRetries(() => client.call({ path: `${collection}/${name}` })));
  } catch (cause) {
    const message = `cannot read the ConfigMap ${name} in kube-system: ${messageOf(cause)}; ${remedy}`;
    if (!tolerateLookupFailure) throw new Error(message, { cause });
    log.error('Client certificates are not believed until this is mended', { err: message });
  }
  const take = (configMap: JsonObject | undefined): void => {
    try {
      if (configMap === undefined) throw new Error('it is not there');
      const next = readClusterTrust(configMap);
      if (current !== undefined && isDeepStrictEqual(comparable(next), comparable(current))) return;
      current = next;
      log.info(0, 'Took over the CAs of the cluster');
      onChange();
    } catch (cause) {
      log.error(`The ConfigMap ${name} cannot be used`, { err: messageOf(cause) });
    }
  };
  const mirrored = { path: collection, fieldSelector: `metadata.name=${name}` };
  const mirror = startMirror(client, { ...mirrored, onChange: () => take(mirror.get(name)) }, log);
  return { current: () => current, stop: mirror.stop };
};

const comparable = (trust: ClusterTrust) => [
  trust.requestHeader,
  trust.clientAuthorities.map(({ fingerprint256 }) => fingerprint256),
  trust.requestHeaderAuthorities.map(({ fingerprint256 }) => fingerprint256),
];

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
