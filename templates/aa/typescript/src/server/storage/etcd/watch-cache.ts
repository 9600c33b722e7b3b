import type { Log } from '../../log/log.ts';
import { createObjectIndex, type ObjectIndex } from '../object-index.ts';
import type { StoredObject } from '../storage.ts';
import { changeOf } from './change-of.ts';
import type { EtcdClient } from './etcd-client.ts';
import type { WatchedEvent } from './etcd-messages.ts';
import { followEtcd } from './follow-etcd.ts';
import type { KeySpace } from './key-space.ts';
import { readHistory } from './read-history.ts';
import type { RangeReader } from './read-range.ts';

/** What this replica knows of etcd, kept up to date by one watch. */
export type WatchCache = {
  readonly index: () => ObjectIndex;
  /** Waits until it knows everything up to a revision. @throws StorageUnavailableError where that takes too long */
  readonly reach: (revision: number) => Promise<void>;
  /** Takes a write of this replica, whose event need not be parsed then. */
  readonly expect: (written: StoredObject) => void;
  readonly stop: () => void;
};

/** Everything that the cache is made from. */
export type WatchCacheParts = {
  readonly client: EtcdClient;
  readonly space: KeySpace;
  readonly read: RangeReader;
  /** How many changes are remembered. */
  readonly capacity: number;
  readonly log: Log;
};

/** Reads what there is and follows it; a replica that fell behind what etcd remembers begins anew. */
export const startWatchCache = async (parts: WatchCacheParts): Promise<WatchCache> => {
  const { client, space, capacity, log } = parts;
  const readStart = () => readHistory(client, space, { read: parts.read, length: capacity });
  const history = await readStart();
  let index = createObjectIndex(history.state, capacity);
  const expected = new Map<number, StoredObject>();

  const take = (event: WatchedEvent): void => {
    const { modRevision } = event.kv;
    const change = changeOf(event, index, { space, log, own: expected.get(modRevision) });
    expected.delete(modRevision);
    if (change !== undefined) index.apply(change);
    index.advance(modRevision);
  };
  const followed = followEtcd(client, space, {
    log,
    reached: () => index.latest(),
    onEvents: (events) => {
      for (const event of events) take(event);
    },
    onProgress: (revision) => index.advance(revision),
    onForgotten: async () => {
      const { state } = await readStart();
      const lost = index;
      index = createObjectIndex(state, capacity);
      expected.clear();
      lost.lose();
    },
  });
  try {
    await followed.reach(history.current);
  } catch (cause) {
    followed.stop();
    throw cause;
  }
  return {
    index: () => index,
    // The event of a write of this replica is on its way; of what others write to other keys there will be none.
    reach: (revision) => followed.reach(revision, expected.has(revision)),
    expect: (written) => {
      if (written.resourceVersion > index.latest()) expected.set(written.resourceVersion, written);
    },
    stop: followed.stop,
  };
};
