import { CancelledError, KxError } from './errors.ts';
import type { Io } from './io.ts';
import { runProgram } from './program/run-program.ts';

/** How long a cancelled command may take to clean up after itself, in milliseconds. */
const CLEAN_UP_TIME = 5_000;

/**
 * Runs kx: one command line, one exit code. The only place that catches and prints errors.
 *
 * @param argv the arguments after `kx`
 * @returns the exit code as documented: 0, 1, 2, 3, 4, 5 or 130
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await untilCancelled(runProgram(argv, io), io.signal);
  } catch (error) {
    const { showError } = await import('./ui/show-error.ts');
    return await showError(error, argv, io);
  }
}

/** A command that listens to the signal cleans up and ends by itself; one that does not is not waited for. */
async function untilCancelled(run: Promise<number>, signal: AbortSignal): Promise<number> {
  const cancelled = new Promise<never>((_, reject) => {
    const stop = () => reject(new CancelledError('cancelled'));
    const startCleanUp = () => void setTimeout(stop, CLEAN_UP_TIME).unref();
    if (signal.aborted) startCleanUp();
    else signal.addEventListener('abort', startCleanUp, { once: true });
  });
  try {
    return await Promise.race([run, cancelled]);
  } catch (error) {
    throw signal.aborted && !(error instanceof KxError) ? new CancelledError('cancelled') : error;
  }
}
