import type { ServerOptions } from '../options/server-options.ts';
import { createMemoryStorage } from './memory-storage.ts';
import type { Storage } from './storage.ts';

/**
 * The storage that the flags ask for. What does not continue an earlier one begins at the clock's milliseconds.
 * Fails with one sentence when it cannot be used.
 */
export const openStorage = async ({ storage, dataDir }: ServerOptions): Promise<Storage> => {
  const startResourceVersion = Date.now();
  if (storage === 'memory') return createMemoryStorage(startResourceVersion);
  const { createSqliteStorage } = await import('./sqlite-storage.ts');
  return createSqliteStorage({ directory: dataDir, startResourceVersion });
};
