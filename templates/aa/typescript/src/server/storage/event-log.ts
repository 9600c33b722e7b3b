import { CompactedError } from './compacted-error.ts';
import type { StorageEvent } from './storage.ts';

/** The latest changes, for watches that start in the past and lists of an earlier state. */
export type EventLog = {
  /** The first resourceVersion after which no change is forgotten. */
  readonly oldest: () => number;
  readonly append: (event: StorageEvent) => void;
  /** The changes after a resourceVersion, in order; CompactedError when some of them are forgotten. */
  readonly after: (resourceVersion: number) => readonly StorageEvent[];
};

/** A log that begins at a resourceVersion and forgets its older half whenever it holds `capacity` changes. */
export const createEventLog = (start: number, capacity: number): EventLog => {
  let events: StorageEvent[] = [];
  let oldest = start;
  return {
    oldest: () => oldest,
    append: (event) => {
      if (events.length >= capacity) {
        const dropped = events.slice(0, capacity >> 1);
        oldest = dropped.at(-1)?.current.resourceVersion ?? oldest;
        events = events.slice(capacity >> 1);
      }
      events.push(event);
    },
    after: (resourceVersion) => {
      if (resourceVersion < oldest) throw new CompactedError(oldest);
      return events.slice(firstAfter(events, resourceVersion));
    },
  };
};

const firstAfter = (events: readonly StorageEvent[], resourceVersion: number): number => {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.current.resourceVersion ?? 0) <= resourceVersion) low = middle + 1;
    else high = middle;
  }
  return low;
};
