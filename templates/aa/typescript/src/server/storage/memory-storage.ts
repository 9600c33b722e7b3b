import type { ApiObject } from '../api/api-object.ts';
import { createObjectIndex, logCapacity } from './object-index.ts';
import type { Storage, StorageEvent, StoredObject } from './storage.ts';
import { storedObject } from './stored-object.ts';

/**
 * Objects in this process alone: gone when it ends. resourceVersions start at the clock's milliseconds, so that a
 * client which was watching before a restart gets 410 and lists again, never silence.
 */
export const createMemoryStorage = (startResourceVersion: number, capacity = logCapacity): Storage => {
  const nothing = { oldest: startResourceVersion, latest: startResourceVersion, objects: [], events: [] };
  const index = createObjectIndex(nothing, capacity);
  const commit = (type: StorageEvent['type'], key: string, object: ApiObject): StoredObject => {
    const current = storedObject(key, index.latest() + 1, object);
    index.apply({ type, current, previous: index.get(key) });
    return current;
  };
  const isCurrent = (expected: StoredObject): boolean =>
    index.get(expected.key)?.resourceVersion === expected.resourceVersion;

  return {
    get: async (key) => index.get(key),
    list: async (prefix, at) => index.list(prefix, at),
    count: async (prefix) => index.count(prefix),
    create: async (key, object) => (index.get(key) === undefined ? commit('ADDED', key, object) : undefined),
    replace: async (expected, object) =>
      isCurrent(expected) ? commit('MODIFIED', expected.key, object) : undefined,
    remove: async (expected, last) => {
      const { key } = expected;
      const previous = index.get(key);
      if (previous === undefined || !isCurrent(expected)) return undefined;
      const deleted = commit('DELETED', key, previous.object);
      return last === previous.object ? deleted : storedObject(key, deleted.resourceVersion, last);
    },
    currentResourceVersion: async () => index.latest(),
    watch: async (request) => index.watch(request),
    close: async () => {},
  };
};
