import type { Log } from '../../log/log.ts';
import { CompactedError } from '../compacted-error.ts';
import { logCapacity } from '../object-index.ts';
import type { Storage, StoredList } from '../storage.ts';
import { startCompactor } from './compactor.ts';
import type { EtcdClient } from './etcd-client.ts';
import { isCompacted } from './etcd-error.ts';
import { createEtcdWriter } from './etcd-writer.ts';
import { createFreshRevision } from './fresh-revision.ts';
import { createKeySpace, endOf } from './key-space.ts';
import { createRangeReader } from './read-range.ts';
import { requireVersion } from './require-version.ts';
import { startWatchCache } from './watch-cache.ts';

/** Where in etcd the objects of which groups are, and how often it is compacted: never with 0. */
export type EtcdStorageOptions = {
  readonly prefix: string;
  readonly groups: readonly string[];
  readonly compactionMilliseconds: number;
  readonly log: Log;
  readonly capacity?: number;
};

/**
 * Objects in an etcd that replicas share. resourceVersions are its revisions. Reads are served from what this replica
 * has seen of it, once that is not older than the read: etcd is asked for its revision alone, as by k8s.io/apiserver's
 * consistent reads from cache (KEP-2340).
 */
export const createEtcdStorage = async (
  client: EtcdClient,
  options: EtcdStorageOptions,
): Promise<Storage> => {
  await requireVersion(client);
  const { log, capacity = logCapacity } = options;
  const space = createKeySpace(options.prefix, options.groups);
  const read = createRangeReader(client, space, log);
  const cache = await startWatchCache({ client, space, read, capacity, log });
  const writer = createEtcdWriter(client, space);
  const stopCompactor = startCompactor(client, options.compactionMilliseconds, log);

  const revision = createFreshRevision(
    async () => (await client.range({ key: space.key, countOnly: true })).header.revision,
  );
  const reach = async (notOlderThan?: number): Promise<void> =>
    cache.reach(notOlderThan ?? (await revision()));
  const listPast = async (prefix: string, at: number): Promise<StoredList> => {
    const key = space.toEtcd(prefix);
    try {
      return await read({ key, rangeEnd: endOf(key), revision: at });
    } catch (cause) {
      throw isCompacted(cause) ? new CompactedError(cache.index().oldest()) : cause;
    }
  };

  return {
    get: async (key, notOlderThan) => {
      await reach(notOlderThan);
      return cache.index().get(key);
    },
    list: async (prefix, at, notOlderThan) => {
      await reach(at ?? notOlderThan);
      const index = cache.index();
      return at !== undefined && at < index.oldest() ? listPast(prefix, at) : index.list(prefix, at);
    },
    count: async (prefix) => cache.index().count(prefix),
    create: async (key, object) => {
      const written = await writer.put(key, 0, object);
      if (written !== undefined) cache.expect(written);
      return written;
    },
    replace: async ({ key, resourceVersion }, object) => {
      const written = await writer.put(key, resourceVersion, object);
      if (written !== undefined) cache.expect(written);
      return written;
    },
    remove: ({ key, resourceVersion }, last) => writer.remove(key, resourceVersion, last),
    currentResourceVersion: revision,
    watch: async (request) => {
      await cache.reach(request.after);
      return cache.index().watch(request);
    },
    close: async () => {
      stopCompactor();
      cache.stop();
      client.close();
    },
  };
};
