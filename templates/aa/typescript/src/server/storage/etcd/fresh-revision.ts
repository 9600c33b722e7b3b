/** Gives the revision of etcd, not older than the call. */
export type FreshRevision = () => Promise<number>;

/**
 * Reads the revision once for all that ask while the read before is under way: however many readers there are, etcd
 * has one request at a time from them.
 */
export const createFreshRevision = (read: () => Promise<number>): FreshRevision => {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<number> | undefined;
  return () => {
    if (next !== undefined) return next;
    const started = running.then(() => {
      next = undefined;
      const reading = read();
      running = reading.catch(() => undefined);
      return reading;
    });
    next = started;
    return started;
  };
};
