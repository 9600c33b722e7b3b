import type { KindDefinition } from '../api/kind-definition.ts';
import type { Log } from '../log/log.ts';
import type { ServerOptions } from '../options/server-options.ts';
import { createMemoryStorage } from './memory-storage.ts';
import type { Storage } from './storage.ts';

/** What a storage has to know of the server: whose objects it keeps, and where to say what goes wrong. */
export type StorageParts = { readonly kinds: readonly KindDefinition[]; readonly log: Log };

/**
 * The storage that the flags ask for. What does not continue an earlier one begins at the clock's milliseconds.
 * Fails with one sentence when it cannot be used.
 */
export const openStorage = async (
  { storage, dataDir, etcd }: ServerOptions,
  { kinds, log }: StorageParts,
): Promise<Storage> => {
  const startResourceVersion = Date.now();
  if (storage === 'memory') return createMemoryStorage(startResourceVersion);
  if (storage === 'etcd') {
    const { openEtcdStorage } = await import('./etcd/open-etcd-storage.ts');
    return openEtcdStorage(etcd, { groups: [...new Set(kinds.map(({ group }) => group))], log });
  }
  const { createSqliteStorage } = await import('./sqlite-storage.ts');
  return createSqliteStorage({ directory: dataDir, startResourceVersion });
};
