import type { Selection } from '../../selectors/selection.ts';
import type { StorageEvent, StoredObject } from '../../storage/storage.ts';
import type { WatchEventType } from './watch-encoder.ts';

/** What a watcher of a selection gets to see. */
export type WatchEvent = { readonly type: WatchEventType; readonly item: StoredObject };

/**
 * A change as the watcher of a selection sees it: an object that begins to match is ADDED, one that no longer does
 * is DELETED with its old fields under the new resourceVersion, undefined when it is none of the watcher's business
 * (k8s.io/apiserver pkg/storage/cacher cache_watcher.go).
 */
export const selectEvent = (event: StorageEvent, selection: Selection): WatchEvent | undefined => {
  const { type, current, previous } = event;
  if (selection.all) return { type, item: current };
  const matched = previous !== undefined && selection.includes(previous);
  const matches = type !== 'DELETED' && selection.includes(current);
  if (matches) return { type: matched ? 'MODIFIED' : 'ADDED', item: current };
  if (!matched) return undefined;
  return {
    type: 'DELETED',
    item: type === 'DELETED' ? current : atVersion(previous, current.resourceVersion),
  };
};

const atVersion = (item: StoredObject, resourceVersion: number): StoredObject => {
  const metadata = { ...item.object.metadata, resourceVersion: String(resourceVersion) };
  const object = { ...item.object, metadata };
  return { key: item.key, resourceVersion, object, json: JSON.stringify(object) };
};
