import process from 'node:process';
import type { Io } from '../io.ts';

/** A reader that left (`kx discover | head -1`) wants no more; anything else means that the result is not whole. */
function onOutputError(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`error: cannot write to stdout: ${error.message}\n`);
  process.exit(1);
}

/** @returns the Io of this process, whose signal is aborted by SIGINT or SIGTERM. */
export function systemIo(): Io {
  process.stdout.on('error', onOutputError);
  // Nobody reads the words for people; the result and the exit code still count.
  process.stderr.on('error', () => {});
  const cancel = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => cancel.abort(name));
  }
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    pid: process.pid,
    now: () => new Date(),
    signal: cancel.signal,
  };
}
