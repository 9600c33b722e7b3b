import type { Log } from './log/log.ts';

/**
 * What is thrown outside of a request, in a callback of a handler that somebody wrote, costs no other request; nor does
 * a log that nobody reads.
 */
export const surviveHandlers = (log: Log): void => {
  process.on('uncaughtException', (cause, origin) =>
    log.error('Nobody caught an error', {
      origin,
      err: cause instanceof Error ? cause.stack : String(cause),
    }),
  );
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
};
