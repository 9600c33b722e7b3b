import { setMaxListeners } from 'node:events';
import process from 'node:process';
import { errnoReason } from '../errno-reason.ts';
import { FailedError } from '../errors.ts';
import type { Io } from '../io.ts';

/** What stops a person's program: Ctrl-C, `kill`, a closed terminal, Ctrl-\. */
const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * @returns the Io of this process. Its signal is aborted by what stops a program, and when nothing is left that could
 *   go on: the input ended at a question (Ctrl-D), or the reader of stdout left (`kx demo | head`).
 */
export function systemIo(): Io {
  const cancel = new AbortController();
  // Whatever runs at once listens to it; Node takes more than ten listeners for a leak and warns on stderr.
  setMaxListeners(0, cancel.signal);
  for (const name of STOPS) process.on(name, () => cancel.abort(name));
  process.once('beforeExit', () => cancel.abort('the input ended'));
  process.stdout.on('error', (error) => {
    if (!('code' in error && error.code === 'EPIPE')) reportLoss(error);
    cancel.abort('stdout is gone');
  });
  return {
    // Node opens each stream when it is first looked at, which costs a millisecond that --help need not spend.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    get stderr() {
      return forgivingStderr();
    },
    env: process.env,
    get cwd() {
      return workingDirectory();
    },
    pid: process.pid,
    now: () => new Date(),
    signal: cancel.signal,
  };
}

/** Where nobody reads the words for people, the result and the exit code still count. */
function forgivingStderr(): typeof process.stderr {
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {});
  return process.stderr;
}

/** The result is not whole, whatever the command believes. */
function reportLoss(error: Error): void {
  process.stderr.write(`error: cannot write to stdout: ${errnoReason(error)}\n`);
  process.once('exit', () => {
    process.exitCode = 1;
  });
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new FailedError('the working directory is gone', { hint: 'cd to one that exists', cause });
  }
}
