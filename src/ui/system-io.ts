import process from 'node:process';
import type { Io } from './io.ts';

/** @returns the Io of this process, whose signal is aborted by SIGINT or SIGTERM. */
export function systemIo(): Io {
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
