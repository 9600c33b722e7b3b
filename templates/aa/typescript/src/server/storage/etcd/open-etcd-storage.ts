import type { Log } from '../../log/log.ts';
import type { EtcdOptions } from '../../options/server-options.ts';
import type { Storage } from '../storage.ts';
import { StorageUnavailableError } from '../storage-unavailable-error.ts';
import { createEtcdClient } from './etcd-client.ts';
import { createEtcdStorage } from './etcd-storage.ts';

/** How often an etcd that is not there yet is tried: it takes 5 seconds each. */
const mostAttempts = 4;

/**
 * Connects to the etcd of the options; one that starts at the same time has twenty seconds to be there.
 * @throws Error with one sentence
 */
export const openEtcdStorage = async (
  options: EtcdOptions,
  { groups, log }: { readonly groups: readonly string[]; readonly log: Log },
): Promise<Storage> => {
  const client = await createEtcdClient(options, log);
  const { prefix, compactionMilliseconds } = options;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await createEtcdStorage(client, { prefix, groups, compactionMilliseconds, log });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (cause instanceof StorageUnavailableError && attempts < mostAttempts) {
        log.error('Cannot reach etcd yet', { servers: options.servers.join(','), err: reason });
        continue;
      }
      client.close();
      throw new Error(`--etcd-servers ${options.servers.join(',')} cannot be used: ${reason}`, { cause });
    }
  }
};
