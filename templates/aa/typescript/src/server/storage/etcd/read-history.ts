import type { IndexedState } from '../object-index.ts';
import { StorageUnavailableError } from '../storage-unavailable-error.ts';
import type { EtcdClient } from './etcd-client.ts';
import { isCompacted } from './etcd-error.ts';
import type { KeySpace } from './key-space.ts';
import type { RangeReader } from './read-range.ts';

/** What a replica begins with: a state of the past, from which it is to watch on until `current`. */
export type History = { readonly state: IndexedState; readonly current: number };

/**
 * Reads the oldest state that etcd still has, at most `length` revisions ago: watches and lists that began at another
 * replica, or before a restart, go on from there.
 */
export const readHistory = async (
  client: EtcdClient,
  space: KeySpace,
  { read, length }: { readonly read: RangeReader; readonly length: number },
): Promise<History> => {
  const { key, rangeEnd } = space;
  let oldest = 1;
  for (;;) {
    const current = (await client.range({ key, countOnly: true })).header.revision;
    const revision = Math.max(oldest, current - length);
    try {
      const { items } = await read({ key, rangeEnd, revision });
      return { current, state: { oldest: revision, latest: revision, objects: items, events: [] } };
    } catch (cause) {
      if (!isCompacted(cause)) throw cause;
      oldest = await compactedRevision(client, space);
    }
  }
};

/** Only a watch that begins too early is told up to where etcd was compacted. */
const compactedRevision = (client: EtcdClient, { key, rangeEnd }: KeySpace): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = { key, rangeEnd, startRevision: 1, progressNotify: false };
    const watch = client.watch(request, {
      onResponse: ({ compactRevision }) => {
        if (compactRevision === 0) return;
        watch.cancel();
        resolve(compactRevision);
      },
      onEnd: (reason) => reject(new StorageUnavailableError(`etcd: ${reason}`)),
    });
  });
