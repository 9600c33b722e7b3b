import { spawn } from 'node:child_process';
import type { Instance } from '../means.ts';
import type { Program } from './program.ts';

/** A process with what it prints. */
export type Started = Pick<Instance, 'output' | 'pid' | 'signal' | 'ended'>;

const running = new Set<Started>();
process.once('exit', () => {
  for (const { signal } of running) signal('SIGKILL');
});

/** Starts a program; it ends at the latest with this process. */
export function startProcess({ command, args, cwd }: Program, more: readonly string[] = []): Started {
  const child = spawn(command, [...args, ...more], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('error', (error) => {
      printed += error.message;
      resolve(127);
    });
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'SIGKILL'));
  });
  const started = {
    output: () => printed,
    pid: child.pid ?? 0,
    signal: (signal: NodeJS.Signals) => void child.kill(signal),
    ended,
  };
  running.add(started);
  void ended.then(() => running.delete(started));
  return started;
}

/** Asks every 50 ms until it is so. @throws Error with what the process printed, after a minute or its end */
export async function untilReady(started: Started, isReady: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  let over = false;
  void started.ended.then(() => {
    over = true;
  });
  for (;;) {
    if (await isReady().catch(() => false)) return;
    if (over || Date.now() > end) throw new Error(`the server did not start: ${started.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
