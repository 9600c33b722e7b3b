import type { ApiObject } from '../api/api-object.ts';
import { createObjectIndex, logCapacity, type ObjectIndex } from './object-index.ts';
import { openSqliteFile } from './open-sqlite-file.ts';
import { createSqliteWriter } from './sqlite-writer.ts';
import type { Storage, StorageEvent, StoredObject } from './storage.ts';
import { storedObject } from './stored-object.ts';

/** Where the file is, what a new one begins at, and how many changes are remembered. */
export type SqliteStorageOptions = {
  readonly directory: string;
  readonly startResourceVersion: number;
  readonly capacity?: number;
};

/** A write that waits for its transaction; `expected` is the version that must be there, undefined for none. */
type Write = {
  readonly type: StorageEvent['type'];
  readonly key: string;
  readonly expected: number | undefined;
  readonly object: ApiObject;
  readonly resolve: (stored: StoredObject | undefined) => void;
  readonly reject: (cause: unknown) => void;
};

/**
 * Objects in a SQLite file of this process alone, read from memory: a write is seen, sent to watches and acknowledged
 * once its transaction is on the disk. Writes that come in the same turn of the event loop share a transaction.
 * Fails with one sentence when the file cannot be used.
 */
export const createSqliteStorage = (options: SqliteStorageOptions): Storage => {
  const { database, state } = openSqliteFile(options.directory, options.startResourceVersion);
  const index = createObjectIndex(state, options.capacity ?? logCapacity);
  const writer = createSqliteWriter(database);
  let waiting: Write[] = [];
  let isOpen = true;

  const commit = (): void => {
    const writes = waiting;
    waiting = [];
    try {
      const { events, outcomes } = decide(index, writes);
      writer.write(events, index.oldest());
      for (const event of events) index.apply(event);
      for (const [position, { resolve }] of writes.entries()) resolve(outcomes[position]);
    } catch (cause) {
      for (const { reject } of writes) reject(cause);
    }
  };
  const write = (asked: Omit<Write, 'resolve' | 'reject'>): Promise<StoredObject | undefined> =>
    new Promise((resolve, reject) => {
      if (!isOpen) throw new Error('the storage is closed');
      if (waiting.push({ ...asked, resolve, reject }) === 1) setImmediate(commit);
    });
  const change = (type: StorageEvent['type'], { key, resourceVersion }: StoredObject, object: ApiObject) =>
    write({ type, key, expected: resourceVersion, object });

  return {
    get: async (key) => index.get(key),
    list: async (prefix, at) => index.list(prefix, at),
    count: async (prefix) => index.count(prefix),
    create: (key, object) => write({ type: 'ADDED', key, expected: undefined, object }),
    replace: (expected, object) => change('MODIFIED', expected, object),
    remove: (expected, last) => change('DELETED', expected, last),
    currentResourceVersion: async () => index.latest(),
    watch: async (request) => index.watch(request),
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      commit();
      database.close();
    },
  };
};

/** What each write leads to when they are carried out one after the other: undefined where another version is there. */
const decide = (index: ObjectIndex, writes: readonly Write[]) => {
  const events: StorageEvent[] = [];
  const changed = new Map<string, StoredObject | undefined>();
  const outcomes = writes.map(({ type, key, expected, object }) => {
    const previous = changed.has(key) ? changed.get(key) : index.get(key);
    if (previous?.resourceVersion !== expected) return undefined;
    const version = index.latest() + events.length + 1;
    const outcome = storedObject(key, version, object);
    const isDeleted = type === 'DELETED' && previous !== undefined;
    const isAsItWas = !isDeleted || object === previous.object;
    const current = isAsItWas ? outcome : storedObject(key, version, previous.object);
    events.push({ type, current, previous });
    changed.set(key, isDeleted ? undefined : current);
    return outcome;
  });
  return { events, outcomes };
};
