import { createLog } from './log/log.ts';
import type { ServerOptions } from './options/server-options.ts';
import { type RunningServer, type ServerParts, startServer } from './run-server.ts';
import type { StorageParts } from './storage/open-storage.ts';
import type { Storage } from './storage/storage.ts';
import { surviveHandlers } from './survive-handlers.ts';

/** What a program consists of: its kinds, and how the storage that its flags ask for is opened. */
export type ProgramParts = Pick<ServerParts, 'name' | 'kinds'> & {
  readonly openStorage: (options: ServerOptions, parts: StorageParts) => Promise<Storage>;
};

/**
 * Runs a server until SIGTERM or SIGINT and gives the exit code: 0 after it drained, 1 with one sentence on stderr
 * when it could not start. A second signal ends the process at once.
 */
export const runUntilSignal = async (
  { name, kinds, openStorage }: ProgramParts,
  options: ServerOptions,
): Promise<number> => {
  const now = () => new Date();
  const write = (line: string) => process.stderr.write(line);
  const log = createLog(options.verbosity, { write, now, pid: process.pid });
  const signalled = firstSignal();
  surviveHandlers(log);
  let storage: Storage | undefined;
  let server: RunningServer;
  try {
    storage = await openStorage(options, { kinds, log });
    server = await startServer({ name, kinds, storage, now, log, env: process.env }, options);
  } catch (cause) {
    write(`error: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    await storage?.close();
    return 1;
  }
  log.info(0, 'Shutting down', { signal: await signalled });
  await server.stop();
  await storage.close();
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
