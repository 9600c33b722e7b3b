import type { ApiObject } from '../api/api-object.ts';
import { createEventLog } from './event-log.ts';
import { createSortedKeys } from './sorted-keys.ts';
import type { Storage, StorageEvent, StoredObject, WatchRequest } from './storage.ts';
import { undoEvents } from './undo-events.ts';

/** How many changes are remembered for watches and pages of the past. */
const logCapacity = 10_000;

/**
 * Objects in this process alone: gone when it ends. resourceVersions start at the clock's milliseconds, so that a
 * client which was watching before a restart gets 410 and lists again, never silence.
 */
export const createMemoryStorage = (startResourceVersion: number, capacity = logCapacity): Storage => {
  const objects = new Map<string, StoredObject>();
  const keys = createSortedKeys();
  const log = createEventLog(startResourceVersion, capacity);
  const watchers = new Set<WatchRequest>();
  let latest = startResourceVersion;

  const commit = (type: StorageEvent['type'], key: string, object: ApiObject): StoredObject => {
    latest += 1;
    const current = stored(key, latest, object);
    const event = { type, current, previous: objects.get(key) };
    if (type === 'DELETED') {
      objects.delete(key);
      keys.remove(key);
    } else {
      objects.set(key, current);
      if (type === 'ADDED') keys.add(key);
    }
    log.append(event);
    for (const watcher of watchers) if (key.startsWith(watcher.prefix)) watcher.onEvent(event);
    return current;
  };
  const isCurrent = (expected: StoredObject): boolean =>
    objects.get(expected.key)?.resourceVersion === expected.resourceVersion;

  return {
    get: async (key) => objects.get(key),
    list: async (prefix, at) => {
      if (at === undefined || at === latest) {
        return {
          resourceVersion: latest,
          items: keys.under(prefix).flatMap((key) => objects.get(key) ?? []),
        };
      }
      const events = log.after(at).filter(({ current }) => current.key.startsWith(prefix));
      const state = new Map(keys.under(prefix).flatMap((key) => pairOf(objects.get(key))));
      undoEvents(state, events);
      return { resourceVersion: at, items: [...state.values()].sort((a, b) => (a.key < b.key ? -1 : 1)) };
    },
    create: async (key, object) => (objects.has(key) ? undefined : commit('ADDED', key, object)),
    replace: async (expected, object) =>
      isCurrent(expected) ? commit('MODIFIED', expected.key, object) : undefined,
    remove: async (expected, last) =>
      isCurrent(expected) ? commit('DELETED', expected.key, last) : undefined,
    currentResourceVersion: async () => latest,
    watch: async (request) => {
      for (const event of log.after(request.after)) {
        if (event.current.key.startsWith(request.prefix)) request.onEvent(event);
      }
      watchers.add(request);
      return () => watchers.delete(request);
    },
  };
};

const stored = (key: string, resourceVersion: number, object: ApiObject): StoredObject => {
  const versioned = { ...object, metadata: { ...object.metadata, resourceVersion: String(resourceVersion) } };
  return { key, resourceVersion, object: versioned, json: JSON.stringify(versioned) };
};

const pairOf = (object: StoredObject | undefined): [string, StoredObject][] =>
  object === undefined ? [] : [[object.key, object]];
