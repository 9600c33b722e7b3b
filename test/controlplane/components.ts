import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Component } from './binaries.ts';
import { logTail } from './log-tail.ts';

/** The running processes of one control plane. They end when this process does, however it ends. */
export type Components = {
  /** Aborted, with an Error that shows the end of its log, when a component ends by itself. */
  readonly failed: AbortSignal;
  /** `name` instead of the component's own tells several of a kind apart. */
  readonly start: (component: Component, flags: readonly string[], name?: string) => void;
  /** Sends a signal to what was started under a name. */
  readonly signal: (name: string, signal: NodeJS.Signals) => void;
  /** Kills all, removes the directory and resolves when both are done. Further calls wait for the first. */
  readonly stop: () => Promise<void>;
};

/** Prepares to run components from `binariesDir`; `dir` gets their logs and is removed in the end. */
export function superviseComponents(binariesDir: string, dir: string): Components {
  // Detached: Ctrl-C in a terminal goes to the whole process group, and the supervisor has to outlive it.
  const supervisor = fork(fileURLToPath(new URL('./supervisor.js', import.meta.url)), [dir], {
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const failed = new AbortController();
  supervisor.on('message', ({ name, reason }: { name: string; reason: string }) => {
    failed.abort(new Error(`${name} ended with ${reason}. ${logTail(dir, name)}`));
  });
  const gone = new Promise<void>((resolve) => {
    for (const event of ['exit', 'error']) {
      supervisor.once(event, () => {
        failed.abort(new Error('the supervisor of the control plane ended'));
        resolve();
      });
    }
  });
  return {
    failed: failed.signal,
    start: (component, args, name = component) => {
      supervisor.send({ name, file: join(binariesDir, component), args, log: join(dir, `${name}.log`) });
    },
    signal: (name, signal) => {
      supervisor.send({ name, signal });
    },
    stop: async () => {
      if (supervisor.connected) supervisor.disconnect();
      await gone;
    },
  };
}
