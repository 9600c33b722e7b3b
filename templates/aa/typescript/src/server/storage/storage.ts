import type { ApiObject } from '../api/api-object.ts';

/** One version of an object: what was stored, serialised once for all who read it. */
export type StoredObject = {
  readonly key: string;
  readonly resourceVersion: number;
  /** The object with this resourceVersion in its metadata. */
  readonly object: ApiObject;
  /** The same as JSON. */
  readonly json: string;
  /** It lies there in another version than the kind is stored in now: whatever is written over it is a change. */
  readonly isOutdated?: true;
};

/** One change: `current` is the state after it, for DELETED the last that was stored, under the deletion's version. */
export type StorageEvent = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly current: StoredObject;
  readonly previous: StoredObject | undefined;
};

/** All objects under a prefix at one resourceVersion, in the order of their keys. */
export type StoredList = { readonly resourceVersion: number; readonly items: readonly StoredObject[] };

/**
 * Where objects live. Reads see every write that was acknowledged before, by whichever replica; with `notOlderThan`
 * they may show any state that is not older than that resourceVersion, which spares a storage that replicas share the
 * question what is new. Whatever cannot be reached or decided fails with StorageUnavailableError. Keys are `/group/plural/namespace/name` (no namespace segment for cluster-scoped kinds).
 * resourceVersions are whole numbers of one sequence for all objects, and only grow, also over restarts.
 */
export type Storage = {
  readonly get: (key: string, notOlderThan?: number) => Promise<StoredObject | undefined>;
  /** The state now, or at an earlier resourceVersion; CompactedError when that is no longer known. */
  readonly list: (prefix: string, atResourceVersion?: number, notOlderThan?: number) => Promise<StoredList>;
  /** How many objects there are under a prefix, without reading them. */
  readonly count: (prefix: string) => Promise<number>;
  /** Stores a new object, or gives undefined when the key is taken. */
  readonly create: (key: string, object: ApiObject) => Promise<StoredObject | undefined>;
  /** Replaces the version that `expected` is, or gives undefined when another one is stored. */
  readonly replace: (expected: StoredObject, object: ApiObject) => Promise<StoredObject | undefined>;
  /**
   * Removes the version that `expected` is and gives `last`, which is not stored any more: watches are told of the state
   * that was (k8s.io/apiserver pkg/storage/etcd3). Undefined when another version is stored.
   */
  readonly remove: (expected: StoredObject, last: ApiObject) => Promise<StoredObject | undefined>;
  /** What reading an object would give once it was stored, where that is not the object itself. */
  readonly preview?: (object: ApiObject) => ApiObject;
  readonly currentResourceVersion: () => Promise<number>;
  /** Sends every change after a resourceVersion, in order; gives a function that stops it. */
  readonly watch: (request: WatchRequest) => Promise<() => void>;
  /** Finishes the writes that were asked for and lets go of files; nothing may be written after it. */
  readonly close: () => Promise<void>;
};

/** What to watch and where to send it; `onEvent` must not block. CompactedError when `after` is too long ago. */
export type WatchRequest = {
  readonly prefix: string;
  readonly after: number;
  readonly onEvent: (event: StorageEvent) => void;
  /** There was an event that cannot be shown; none comes after it. */
  readonly onFailure?: (cause: unknown) => void;
  /** Told that everything up to a resourceVersion was sent, where that is not an event's. */
  readonly onProgress?: (resourceVersion: number) => void;
  /** Told, as the last thing, that the storage no longer knows what comes next. */
  readonly onLost?: () => void;
};
