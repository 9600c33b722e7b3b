import type { Log } from '../../log/log.ts';
import type { StoredList, StoredObject } from '../storage.ts';
import type { EtcdClient } from './etcd-client.ts';
import type { KeyValue } from './etcd-messages.ts';
import { readObject } from './etcd-object.ts';
import type { KeySpace } from './key-space.ts';

/** Which keys to read, and at which revision. */
export type ReadRange = { readonly key: Buffer; readonly rangeEnd: Buffer; readonly revision: number };

/** As many keys come at once (k8s.io/apiserver pkg/storage/etcd3/store.go maxLimit). */
const pageSize = 10_000;

/** Reads objects from etcd. EtcdError where the revision is forgotten. */
export type RangeReader = (range: ReadRange) => Promise<StoredList>;

/** A reader that leaves out, with a word in the log, what is no object. */
export const createRangeReader =
  (client: EtcdClient, space: KeySpace, log: Log): RangeReader =>
  async ({ key, rangeEnd, revision }) => {
    const items: StoredObject[] = [];
    let start = key;
    for (;;) {
      const { kvs, more } = await client.range({ key: start, rangeEnd, revision, limit: pageSize });
      for (const kv of kvs) items.push(...readIfObject(space, kv, log));
      const last = kvs.at(-1);
      if (!more || last === undefined) return { resourceVersion: revision, items };
      start = Buffer.concat([last.key, Buffer.of(0)]);
    }
  };

/** The object under a key, or nothing where it is another server's or cannot be read. */
export const readIfObject = (space: KeySpace, kv: KeyValue, log: Log): readonly StoredObject[] => {
  const key = space.fromEtcd(kv.key);
  if (key === undefined) return [];
  try {
    return [readObject(key, kv)];
  } catch (cause) {
    log.error('There is no object under a key', { key: kv.key.toString('utf8'), err: String(cause) });
    return [];
  }
};
