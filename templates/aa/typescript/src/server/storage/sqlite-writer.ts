import type { SqliteDatabase } from './sqlite-module.ts';
import type { StorageEvent } from './storage.ts';

/** Writes changes into the file, all of them or none. */
export type SqliteWriter = {
  /** One transaction of the changes; changes up to `oldest` are forgotten. Given back, they are on the disk. */
  readonly write: (events: readonly StorageEvent[], oldest: number) => void;
};

/** A writer with its statements prepared once. */
export const createSqliteWriter = (database: SqliteDatabase): SqliteWriter => {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const put = database.prepare('INSERT OR REPLACE INTO objects (key, json) VALUES (?, ?)');
  const drop = database.prepare('DELETE FROM objects WHERE key = ?');
  const log = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?)');
  const forget = database.prepare('DELETE FROM events WHERE version <= ?');
  const count = database.prepare('UPDATE versions SET oldest = ?, latest = ?');

  const writeEvent = ({ type, current, previous }: StorageEvent): void => {
    const { key, resourceVersion, json } = current;
    if (type === 'DELETED') drop.run(key);
    else put.run(key, json);
    log.run(resourceVersion, type, key, json, previous?.json ?? null);
  };
  return {
    write: (events, oldest) => {
      const last = events.at(-1);
      if (last === undefined) return;
      begin.run();
      try {
        for (const event of events) writeEvent(event);
        forget.run(oldest);
        count.run(oldest, last.current.resourceVersion);
        commit.run();
      } catch (cause) {
        rollBack(database);
        throw cause;
      }
    },
  };
};

/** SQLite has taken some failed transactions back by itself: then there is none to roll back. */
const rollBack = (database: SqliteDatabase): void => {
  try {
    database.exec('ROLLBACK');
  } catch {
    return;
  }
};
