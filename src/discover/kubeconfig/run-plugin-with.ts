import { type ChildProcess, spawn } from 'node:child_process';
import type { ExecAuth } from '@kubernetes/client-node/dist/exec_auth.js';
import type { OutputStream } from '../../io.ts';
import type { PluginEnding } from './plugin-ending.ts';

/** What a plugin gets of the machine. */
type PluginWorld = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether it gets standard input, which is a terminal then. */
  readonly isInteractive: boolean;
  /** Where its stderr goes, as it comes. */
  readonly stderr: OutputStream;
  /** Ends it. */
  readonly signal: AbortSignal;
};

/**
 * Says how an ExecAuth runs its plugin: its own way leaves standard input open for ever and keeps stderr to itself.
 * It runs its member execFn in place of spawn, which its types keep to themselves.
 *
 * @returns asks how the plugin ended
 */
export function runPluginWith(
  auth: ExecAuth,
  { env, isInteractive, stderr, signal }: PluginWorld,
): () => PluginEnding {
  let child: ChildProcess | undefined;
  const texts = { stdout: '', stderr: '' };
  const run = (command: string, args: readonly string[] | undefined) => {
    const stdin = isInteractive ? 'inherit' : 'ignore';
    const started = spawn(command, args ?? [], { env, stdio: [stdin, 'pipe', 'pipe'], signal });
    started.stdout?.on('data', (text: unknown) => {
      texts.stdout += String(text);
    });
    started.stderr?.on('data', (text: unknown) => {
      texts.stderr += String(text);
      stderr.write(String(text));
    });
    child = started;
    return started;
  };
  Reflect.set(auth, 'execFn', run);
  return () => ({ exitCode: child?.exitCode ?? undefined, signal: child?.signalCode ?? undefined, ...texts });
}
