import process from 'node:process';

/** What may be bound to a parameter of a statement. */
export type SqliteValue = string | number | null;

/** A prepared statement of `node:sqlite`; rows are objects by column. */
export type SqliteStatement = {
  readonly run: (...values: readonly SqliteValue[]) => unknown;
  readonly get: (...values: readonly SqliteValue[]) => unknown;
  readonly all: (...values: readonly SqliteValue[]) => readonly unknown[];
};

/** The part of `DatabaseSync` that the storage needs. */
export type SqliteDatabase = {
  readonly exec: (sql: string) => void;
  readonly prepare: (sql: string) => SqliteStatement;
  readonly close: () => void;
};

/** `node:sqlite` as far as it is used: the types of older Nodes do not know it. */
export type SqliteModule = { readonly DatabaseSync: new (path: string) => SqliteDatabase };

/** `node:sqlite`, or undefined where Node has none: before 22.13 (nodejs.org/api/sqlite.html, History). */
export const findSqlite = (): SqliteModule | undefined => {
  const found: unknown = process.getBuiltinModule('node:sqlite');
  return isSqlite(found) ? found : undefined;
};

const isSqlite = (module: unknown): module is SqliteModule =>
  typeof module === 'object' &&
  module !== null &&
  'DatabaseSync' in module &&
  typeof module.DatabaseSync === 'function';
