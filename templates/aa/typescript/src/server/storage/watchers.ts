import type { StorageEvent, WatchRequest } from './storage.ts';

/** The watches of a storage. */
export type Watchers = {
  readonly add: (request: WatchRequest) => () => void;
  /** Sends a change to the watches of its key, and tells the others that there is none for them up to it. */
  readonly send: (event: StorageEvent) => void;
  readonly advance: (resourceVersion: number) => void;
  readonly lose: () => void;
};

/** Nobody watches yet. */
export const createWatchers = (): Watchers => {
  const watchers = new Set<WatchRequest>();
  return {
    add: (request) => {
      watchers.add(request);
      return () => watchers.delete(request);
    },
    send: (event) => {
      const { key, resourceVersion } = event.current;
      for (const watcher of watchers) {
        if (key.startsWith(watcher.prefix)) watcher.onEvent(event);
        else watcher.onProgress?.(resourceVersion);
      }
    },
    advance: (resourceVersion) => {
      for (const watcher of watchers) watcher.onProgress?.(resourceVersion);
    },
    lose: () => {
      for (const watcher of watchers) watcher.onLost?.();
      watchers.clear();
    },
  };
};
