import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createMemoryStorage } from '../../../templates/aa/typescript/src/server/storage/memory-storage.ts';
import { findSqlite } from '../../../templates/aa/typescript/src/server/storage/sqlite-module.ts';
import { createSqliteStorage } from '../../../templates/aa/typescript/src/server/storage/sqlite-storage.ts';
import type { Storage, StoredObject } from '../../../templates/aa/typescript/src/server/storage/storage.ts';

/** A store under test: `open` gives an empty one that remembers `capacity` changes. */
export type Store = {
  readonly name: string;
  readonly isHere: boolean;
  readonly open: (capacity?: number) => Promise<Storage>;
  /** Makes it forget what was before a resourceVersion, where it remembers more than `capacity`. */
  readonly forget?: (resourceVersion: number) => Promise<void>;
};

/** A directory that is gone after the test. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'kx-storage-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

/** A SQLite storage in a directory, closed after the test. */
export const openSqlite = (directory: string, capacity = 10_000): Storage => {
  const storage = createSqliteStorage({ directory, startResourceVersion: 100, capacity });
  onTestFinished(() => storage.close());
  return storage;
};

/** Whether this Node has SQLite: 22.13 and later. */
export const hasSqlite = findSqlite() !== undefined;

/** Every store; all behave alike. */
export const stores: readonly Store[] = [
  { name: 'memory', isHere: true, open: async (capacity = 10_000) => createMemoryStorage(100, capacity) },
  { name: 'sqlite', isHere: hasSqlite, open: async (capacity) => openSqlite(temporaryDirectory(), capacity) },
];

/** An object to store. */
export const objectOf = (name: string, size = 0) => ({
  apiVersion: 'a/v1',
  kind: 'A',
  metadata: { name },
  spec: { size },
});

/** What a write stored; it must have stored something. */
export const stored = async (item: Promise<StoredObject | undefined>): Promise<StoredObject> => {
  const found = await item;
  if (found === undefined) throw new Error('nothing was stored');
  return found;
};

/** The number that a write put into an object. */
export const sizeOf = ({ json }: StoredObject): number => JSON.parse(json).spec.size;
