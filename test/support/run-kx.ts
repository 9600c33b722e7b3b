import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The program as users run it. */
export const KX = fileURLToPath(new URL('../../bin/kx.js', import.meta.url));

/** What a run printed and how it ended. */
export type Ran = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

type RunOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Another node than the one that runs the tests. */
  readonly node?: string;
};

/** Runs kx to its end, without a terminal and without the caller's KUBECONFIG. */
export function runKx(args: readonly string[], options: RunOptions = {}): Ran {
  const { cwd, env, input = '', node = process.execPath } = options;
  const { KUBECONFIG: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(node, [KX, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...inherited, ...env },
  });
  return { status, stdout, stderr };
}

/** Starts kx and gives the process, for tests that stop it half-way. */
export function startKx(args: readonly string[], options: RunOptions = {}) {
  return spawn(options.node ?? process.execPath, [KX, ...args], {
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
}
