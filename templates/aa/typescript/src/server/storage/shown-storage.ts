import type { ApiObject } from '../api/api-object.ts';
import type { Storage, StorageEvent, StoredList, StoredObject, WatchRequest } from './storage.ts';

/** How objects look to those who read, and what is kept of what they write: that itself where it is not said. */
export type View = {
  readonly show: (item: StoredObject) => StoredObject;
  readonly keep?: (object: ApiObject) => ApiObject;
  readonly preview?: (object: ApiObject) => ApiObject;
};

/** The storage through a view; a list is the same for as long as the storage gives the same one. */
export const createShownStorage = (
  storage: Storage,
  { show, keep = (object) => object, preview }: View,
): Storage => {
  const known = new WeakMap<StoredList['items'], StoredList['items']>();
  const showAll = (items: StoredList['items']): StoredList['items'] => {
    const before = known.get(items);
    if (before !== undefined) return before;
    const shown = items.map(show);
    // What is kept as it is shown stays the list that it was, and is written once for all views.
    const result = shown.every((item, index) => item === items[index]) ? items : shown;
    known.set(items, result);
    return result;
  };
  const showEvent = ({ type, current, previous }: StorageEvent): StorageEvent => ({
    type,
    current: show(current),
    previous: previous === undefined ? undefined : show(previous),
  });
  const showIfAny = (item: StoredObject | undefined) => (item === undefined ? undefined : show(item));
  return {
    get: async (key, notOlderThan) => showIfAny(await storage.get(key, notOlderThan)),
    list: async (prefix, at, notOlderThan) => {
      const { resourceVersion, items } = await storage.list(prefix, at, notOlderThan);
      return { resourceVersion, items: showAll(items) };
    },
    count: (prefix) => storage.count(prefix),
    create: async (key, object) => showIfAny(await storage.create(key, keep(object))),
    replace: async (expected, object) => showIfAny(await storage.replace(expected, keep(object))),
    remove: async (expected, last) => showIfAny(await storage.remove(expected, keep(last))),
    ...(preview === undefined ? {} : { preview }),
    currentResourceVersion: () => storage.currentResourceVersion(),
    close: () => storage.close(),
    watch: (request) => storage.watch({ ...request, onEvent: shownTo(request, showEvent) }),
  };
};

/** Those who write must not hear of a conversion that fails for somebody who watches. */
const shownTo = (
  { onEvent, onFailure }: WatchRequest,
  show: (event: StorageEvent) => StorageEvent,
): WatchRequest['onEvent'] => {
  let hasFailed = false;
  return (event) => {
    if (hasFailed) return;
    try {
      onEvent(show(event));
    } catch (cause) {
      hasFailed = true;
      onFailure?.(cause);
    }
  };
};
