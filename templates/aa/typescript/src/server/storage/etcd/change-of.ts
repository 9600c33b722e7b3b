import type { Log } from '../../log/log.ts';
import type { ObjectIndex } from '../object-index.ts';
import type { StorageEvent, StoredObject } from '../storage.ts';
import type { WatchedEvent } from './etcd-messages.ts';
import { deletedObject } from './etcd-object.ts';
import type { KeySpace } from './key-space.ts';
import { readIfObject } from './read-range.ts';

/** What else is known when an event comes: the object itself where this replica wrote it. */
type Known = { readonly space: KeySpace; readonly log: Log; readonly own: StoredObject | undefined };

/** An event of etcd as a change of an object; undefined for a key that holds none. */
export const changeOf = (
  { type, kv }: WatchedEvent,
  index: ObjectIndex,
  { space, log, own }: Known,
): StorageEvent | undefined => {
  const key = space.fromEtcd(kv.key);
  const previous = key === undefined ? undefined : index.get(key);
  if (type === 'DELETE') {
    return previous && { type: 'DELETED', current: deletedObject(previous, kv), previous };
  }
  const [current] = own === undefined ? readIfObject(space, kv, log) : [own];
  return current && { type: previous === undefined ? 'ADDED' : 'MODIFIED', current, previous };
};
