import { createEventLog } from './event-log.ts';
import { createShownLists } from './shown-lists.ts';
import { createSortedKeys } from './sorted-keys.ts';
import type { StorageEvent, StoredList, StoredObject, WatchRequest } from './storage.ts';
import { undoEvents } from './undo-events.ts';
import { createWatchers } from './watchers.ts';

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
  /** Takes in that there is no other change up to a resourceVersion. */
  readonly advance: (resourceVersion: number) => void;
  /** Ends every watch: what comes next will never be known here. */
  readonly lose: () => void;
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

/** An index of what is there; it remembers at most `capacity` changes. */
export const createObjectIndex = (state: IndexedState, capacity: number): ObjectIndex => {
  const objects = new Map(state.objects.map((object) => [object.key, object]));
  const keys = createSortedKeys(objects.keys());
  const log = createEventLog(state.oldest, capacity);
  for (const event of state.events) log.append(event);
  const watchers = createWatchers();
  let { latest } = state;

  const under = (prefix: string): StoredObject[] =>
    keys.under(prefix).flatMap((key) => objects.get(key) ?? []);
  const shown = createShownLists((prefix) => ({ resourceVersion: latest, items: under(prefix) }));
  return {
    latest: () => latest,
    oldest: log.oldest,
    get: (key) => objects.get(key),
    list: (prefix, at) => {
      if (at === undefined || at === latest) return shown.get(prefix);
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
      watchers.send(event);
    },
    advance: (resourceVersion) => {
      if (resourceVersion <= latest) return;
      latest = resourceVersion;
      shown.clear();
      watchers.advance(latest);
    },
    lose: watchers.lose,
    watch: (request) => {
      for (const event of log.after(request.after)) {
        if (event.current.key.startsWith(request.prefix)) request.onEvent(event);
      }
      return watchers.add(request);
    },
  };
};
