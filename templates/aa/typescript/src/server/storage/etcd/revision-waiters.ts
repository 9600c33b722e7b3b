import { StorageUnavailableError } from '../storage-unavailable-error.ts';

/** Readers that wait until a replica has seen a revision. */
export type RevisionWaiters = {
  readonly isWaiting: () => boolean;
  /** @throws StorageUnavailableError where the revision does not come in time */
  readonly wait: (revision: number) => Promise<void>;
  /** Lets go of all whose revision has been reached. */
  readonly settle: () => void;
};

/** As long as k8s.io/apiserver's cacher waits to become fresh (pkg/storage/cacher/watch_cache.go blockTimeout). */
const patienceMilliseconds = 3_000;

/** Nobody waits yet; `reached` is the revision that has been seen. */
export const createRevisionWaiters = (reached: () => number): RevisionWaiters => {
  const waiters = new Set<{ readonly revision: number; readonly resolve: () => void }>();
  return {
    isWaiting: () => waiters.size > 0,
    wait: (revision) =>
      new Promise((resolve, reject) => {
        const deadline = setTimeout(() => {
          waiters.delete(waiter);
          reject(new StorageUnavailableError(`etcd is at revision ${revision}, its watch at ${reached()}`));
        }, patienceMilliseconds);
        const waiter = {
          revision,
          resolve: () => {
            clearTimeout(deadline);
            resolve();
          },
        };
        waiters.add(waiter);
      }),
    settle: () => {
      for (const waiter of waiters) {
        if (waiter.revision > reached()) continue;
        waiters.delete(waiter);
        waiter.resolve();
      }
    },
  };
};
