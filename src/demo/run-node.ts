import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { CancelledError, FailedError } from '../errors.ts';
import { nodeArguments } from './node-arguments.ts';
import { type Stage, showCommand } from './stage.ts';

/** How long a stopped process may take to end by itself, in milliseconds. */
const GRACE = 3_000;

type Running = {
  readonly child: ChildProcess;
  /** Ends with what it printed, in the order it came. */
  readonly ended: Promise<{ readonly exitCode: number; readonly output: string }>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts a TypeScript program of the scaffolded project, shown as the command that a person would type.
 *
 * @param args the script and its arguments
 */
export function startNode(stage: Stage, [script = '', ...args]: readonly string[], suffix = ''): Running {
  const { directory, io } = stage;
  if (io.signal.aborted) throw new CancelledError('cancelled');
  const words = [...nodeArguments(script), ...args];
  showCommand(stage, ['node', ...words], suffix);
  const child = spawn(process.execPath, words, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  const ended = once(child, 'close').then(([code]) => ({
    exitCode: Number(code ?? 1),
    output: printed.join(''),
  }));
  return { child, ended, stop: () => stop(child, ended) };
}

/**
 * Runs such a program to its end and prints what it printed.
 *
 * @throws FailedError when it ends with another exit code than the one expected
 */
export async function runNode(stage: Stage, args: readonly string[], expected = 0): Promise<void> {
  const running = startNode(stage, args);
  const onAbort = () => void running.stop();
  stage.io.signal.addEventListener('abort', onAbort, { once: true });
  try {
    const { exitCode, output } = await running.ended;
    if (stage.io.signal.aborted) throw new CancelledError('cancelled');
    stage.io.stdout.write(output);
    if (exitCode !== expected) {
      throw new FailedError(`the demo stopped: node ${args[0]} ended with exit code ${exitCode}`);
    }
  } finally {
    stage.io.signal.removeEventListener('abort', onAbort);
  }
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), GRACE);
  await ended;
  clearTimeout(force);
}
