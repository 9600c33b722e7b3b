import { setTimeout as sleep } from 'node:timers/promises';
import type { SecureServer } from '../listen/secure-server.ts';
import type { Log } from '../log/log.ts';
import type { ShutdownOptions } from '../options/server-options.ts';
import type { Lifecycle } from './lifecycle.ts';

/** What ends. */
export type ShuttingDown = {
  readonly lifecycle: Lifecycle;
  readonly server: SecureServer;
  readonly log: Log;
};

const longestDrainMilliseconds = 30_000;

/**
 * Ends a server in the order of k8s.io/apiserver pkg/server/genericapiserver.go: it is no longer ready, serves on for
 * the delay, accepts no more connections, ends what would go on for ever and lets the other requests finish, for at
 * most 30 seconds.
 */
export const shutDown = async (
  { lifecycle, server, log }: ShuttingDown,
  { delayMilliseconds, sendsRetryAfter }: ShutdownOptions,
): Promise<void> => {
  const tell = (name: string) => log.info(1, '[graceful-termination] shutdown event', { name });
  lifecycle.stop();
  tell('ShutdownInitiated');
  if (delayMilliseconds > 0) await sleep(delayMilliseconds);
  tell('AfterShutdownDelayDuration');
  const deadline = setTimeout(() => server.destroy(), longestDrainMilliseconds);
  if (sendsRetryAfter) {
    lifecycle.refuse();
    await Promise.race([lifecycle.idle(), sleep(longestDrainMilliseconds, undefined, { ref: false })]);
    tell('InFlightRequestsDrained');
  }
  lifecycle.close();
  const closed = server.close();
  lifecycle.connections.closeAll();
  await closed;
  clearTimeout(deadline);
  tell('HTTPServerStoppedListening');
};
