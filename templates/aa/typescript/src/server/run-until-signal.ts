import { createLog } from './log/log.ts';
import type { ServerOptions } from './options/server-options.ts';
import { type RunningServer, type ServerParts, startServer } from './run-server.ts';

/**
 * Runs a server until SIGTERM or SIGINT and gives the exit code: 0 after it drained, 1 with one sentence on stderr
 * when it could not start. A second signal ends the process at once.
 */
export const runUntilSignal = async (
  parts: Pick<ServerParts, 'name' | 'kinds' | 'storage'>,
  options: ServerOptions,
): Promise<number> => {
  const now = () => new Date();
  const write = (line: string) => process.stderr.write(line);
  const log = createLog(options.verbosity, { write, now, pid: process.pid });
  const signalled = firstSignal();
  let server: RunningServer;
  try {
    server = await startServer({ ...parts, now, log, env: process.env }, options);
  } catch (cause) {
    write(`error: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    return 1;
  }
  log.info(0, 'Shutting down', { signal: await signalled });
  await server.stop();
  return 0;
};

const signals = ['SIGTERM', 'SIGINT'] as const;

/** The first signal is for the server to drain; with its listener gone the next one has Node's own effect. */
const firstSignal = (): Promise<string> =>
  new Promise((resolve) => {
    const listeners = signals.map((signal) => {
      const listener = () => {
        for (const stop of listeners) stop();
        resolve(signal);
      };
      process.once(signal, listener);
      return () => process.off(signal, listener);
    });
  });
