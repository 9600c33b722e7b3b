import type { StorageEvent, StoredObject } from './storage.ts';

/** Takes changes back, the latest first, so that `state` is what it was before them. */
export const undoEvents = (state: Map<string, StoredObject>, events: readonly StorageEvent[]): void => {
  for (const { current, previous } of [...events].reverse()) {
    if (previous === undefined) state.delete(current.key);
    else state.set(current.key, previous);
  }
};
