import type { ApiObject } from '../api/api-object.ts';
import type { IndexedState } from './object-index.ts';
import type { SqliteDatabase } from './sqlite-module.ts';
import { columnOf, numberOf, textOf } from './sqlite-row.ts';
import type { StorageEvent, StoredObject } from './storage.ts';

/** Reads everything that a file holds; versions of an object that occur twice are kept once. */
export const loadState = (database: SqliteDatabase): IndexedState => {
  const known = new Map<number, StoredObject>();
  const read = (key: string, json: string): StoredObject => {
    const object: ApiObject = JSON.parse(json);
    const resourceVersion = Number(object.metadata.resourceVersion);
    const item = known.get(resourceVersion) ?? { key, resourceVersion, object, json };
    known.set(resourceVersion, item);
    return item;
  };
  const readEvent = (row: unknown): StorageEvent => {
    const key = textOf(row, 'key');
    const previous = columnOf(row, 'previous');
    return {
      type: typeOf(textOf(row, 'type')),
      current: read(key, textOf(row, 'json')),
      previous: typeof previous === 'string' ? read(key, previous) : undefined,
    };
  };
  const versions = database.prepare('SELECT oldest, latest FROM versions').get();
  const objects = database.prepare('SELECT key, json FROM objects ORDER BY key').all();
  const events = database.prepare('SELECT type, key, json, previous FROM events ORDER BY version').all();
  return {
    oldest: numberOf(versions, 'oldest'),
    latest: numberOf(versions, 'latest'),
    objects: objects.map((row) => read(textOf(row, 'key'), textOf(row, 'json'))),
    events: events.map(readEvent),
  };
};

const types = ['ADDED', 'MODIFIED', 'DELETED'] as const;

const typeOf = (text: string): StorageEvent['type'] => {
  const found = types.find((each) => each === text);
  if (found === undefined) throw new Error(`there is an event of the unknown type ${text}`);
  return found;
};
