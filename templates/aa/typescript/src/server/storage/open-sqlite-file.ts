import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { loadState } from './load-state.ts';
import type { IndexedState } from './object-index.ts';
import { findSqlite, type SqliteDatabase } from './sqlite-module.ts';
import { numberOf } from './sqlite-row.ts';

/** Which layout of tables this server reads and writes: `user_version` of the file. */
const schemaVersion = 1;

/** Says whose file it is: `application_id` of the file, the letters "kxAA". */
const applicationId = 0x6b78_4141;

const tables = `
  CREATE TABLE objects (key TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE events (version INTEGER PRIMARY KEY, type TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, previous TEXT);
  CREATE TABLE versions (id INTEGER PRIMARY KEY CHECK (id = 1), oldest INTEGER NOT NULL, latest INTEGER NOT NULL);
  PRAGMA user_version = ${schemaVersion};
  PRAGMA application_id = ${applicationId};
`;

/** An open file and what was in it. */
export type SqliteFile = { readonly database: SqliteDatabase; readonly state: IndexedState };

/**
 * Opens or makes `objects.db` in a directory for this process alone; a new file begins at `startResourceVersion`.
 * Every commit reaches the disk before it is acknowledged: a WAL with synchronous=FULL (sqlite.org/pragma.html).
 * A Node without SQLite, a file that is none of this server's, and one that is in use fail with one sentence.
 */
export const openSqliteFile = (directory: string, startResourceVersion: number): SqliteFile => {
  const sqlite = findSqlite();
  if (sqlite === undefined)
    throw new Error(
      `--storage=sqlite needs Node 22.13 or later for node:sqlite, and this is ${process.version}`,
    );
  const path = join(directory, 'objects.db');
  let database: SqliteDatabase | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    database = new sqlite.DatabaseSync(path);
    takeOver(database);
    prepareTables(database, startResourceVersion);
    return { database, state: loadState(database) };
  } catch (cause) {
    database?.close();
    throw new Error(sentenceOf(path, cause), { cause });
  }
};

/** The lock is taken by the first transaction and kept until the process ends, however it ends. */
const takeOver = (database: SqliteDatabase): void => {
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec('BEGIN IMMEDIATE; COMMIT');
};

const prepareTables = (database: SqliteDatabase, startResourceVersion: number): void => {
  const pragma = (name: string) => numberOf(database.prepare(`PRAGMA ${name}`).get(), name);
  const count = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get();
  if (numberOf(count, 'tables') === 0) {
    database.exec(`BEGIN IMMEDIATE; ${tables}`);
    database.prepare('INSERT INTO versions VALUES (1, ?, ?)').run(startResourceVersion, startResourceVersion);
    database.exec('COMMIT');
  }
  if (pragma('application_id') !== applicationId) throw new Error('it is the database of another program');
  const version = pragma('user_version');
  if (version > schemaVersion)
    throw new Error(
      `it has schema version ${version}, and this server knows ${schemaVersion}: run the newer server that wrote it`,
    );
};

/** Result codes of SQLite (sqlite.org/rescode.html) that have a plainer meaning here. */
const meanings: Readonly<Record<number, string>> = {
  5: 'another process uses it: each server needs a --data-dir of its own',
  26: 'it is no SQLite database: move it away, or give another --data-dir',
};

const sentenceOf = (path: string, cause: unknown): string => {
  const code = cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) : 0;
  const reason = meanings[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return `${path} cannot be used: ${reason}`;
};
