import { createEventLog } from './event-log.ts';
import { createSortedKeys } from './sorted-keys.ts';
import type { StorageEvent, StoredList, StoredObject, WatchRequest } from './storage.ts';
import { undoEvents } from './undo-events.ts';

/** Objects and their latest changes in memory, as readers and watches of a storage see them. */
export type ObjectIndex = {
  /** The resourceVersion of the last change. */
  readonly latest: () => number;
  /** The first resourceVersion whose state is still known. */
  readonly oldest: () => number;
  readonly get: (key: string) => StoredObject | undefined;
  /** The state now, or at an earlier resourceVersion; CompactedError when that is no longer known. */
  readonly list: (prefix: string, atResourceVersion?: number) => StoredList;
  readonly count: (prefix: string) => number;
  /** Takes the next change in and sends it to the watches of its key. */
  readonly apply: (event: StorageEvent) => void;
  /** Sends every change after a resourceVersion, in order; gives a function that stops it. */
  readonly watch: (request: WatchRequest) => () => void;
};

/** What an index begins with: the objects as they are at `latest`, and every change after `oldest`. */
export type IndexedState = {
  readonly oldest: number;
  readonly latest: number;
  readonly objects: readonly StoredObject[];
  readonly events: readonly StorageEvent[];
};

/** How many changes are remembered for watches and pages of the past. */
export const logCapacity = 10_000;

/** Of how many prefixes the list is kept until the next change: all who ask for it meanwhile get the same one. */
const shownLists = 16;

/** An index of what is there; it remembers at most `capacity` changes. */
export const createObjectIndex = (state: IndexedState, capacity: number): ObjectIndex => {
  const objects = new Map(state.objects.map((object) => [object.key, object]));
  const keys = createSortedKeys(objects.keys());
  const log = createEventLog(state.oldest, capacity);
  for (const event of state.events) log.append(event);
  const watchers = new Set<WatchRequest>();
  let { latest } = state;
  const shown = new Map<string, StoredList>();

  const under = (prefix: string): StoredObject[] =>
    keys.under(prefix).flatMap((key) => objects.get(key) ?? []);
  const now = (prefix: string): StoredList => {
    const known = shown.get(prefix);
    if (known !== undefined) return known;
    if (shown.size >= shownLists) shown.clear();
    const list = { resourceVersion: latest, items: under(prefix) };
    shown.set(prefix, list);
    return list;
  };
  return {
    latest: () => latest,
    oldest: log.oldest,
    get: (key) => objects.get(key),
    list: (prefix, at) => {
      if (at === undefined || at === latest) return now(prefix);
      const events = log.after(at).filter(({ current }) => current.key.startsWith(prefix));
      const past = new Map(under(prefix).map((object) => [object.key, object]));
      undoEvents(past, events);
      return { resourceVersion: at, items: [...past.values()].sort((a, b) => (a.key < b.key ? -1 : 1)) };
    },
    count: keys.count,
    apply: (event) => {
      const { key, resourceVersion } = event.current;
      latest = resourceVersion;
      shown.clear();
      if (event.type === 'DELETED') {
        objects.delete(key);
        keys.remove(key);
      } else {
        objects.set(key, event.current);
        if (event.type === 'ADDED') keys.add(key);
      }
      log.append(event);
      for (const watcher of watchers) if (key.startsWith(watcher.prefix)) watcher.onEvent(event);
    },
    watch: (request) => {
      for (const event of log.after(request.after)) {
        if (event.current.key.startsWith(request.prefix)) request.onEvent(event);
      }
      watchers.add(request);
      return () => watchers.delete(request);
    },
  };
};
