import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import type { ExecAuth } from '@kubernetes/client-node/dist/exec_auth.js';
import type { PluginEnding } from './plugin-ending.ts';

/**
 * Watches the plugin that an ExecAuth runs: its own errors have neither the exit code nor the output. It runs its
 * member execFn in place of spawn, which its types keep to itself.
 *
 * @returns asks how the plugin ended
 */
export function recordPlugin(auth: ExecAuth): () => PluginEnding {
  let child: ChildProcess | undefined;
  const texts = { stdout: '', stderr: '' };
  const run = (command: string, args: readonly string[] | undefined, options: SpawnOptions) => {
    const started = spawn(command, args ?? [], options);
    started.stdout?.on('data', (text: unknown) => {
      texts.stdout += String(text);
    });
    started.stderr?.on('data', (text: unknown) => {
      texts.stderr += String(text);
    });
    child = started;
    return started;
  };
  Reflect.set(auth, 'execFn', run);
  return () => ({ exitCode: child?.exitCode ?? undefined, signal: child?.signalCode ?? undefined, ...texts });
}
