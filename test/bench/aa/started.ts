import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Starts a server; its port is what it prints to stderr after the pattern. @throws Error with what it printed */
export async function started(
  command: readonly [string, ...string[]],
  { cwd, ready }: { readonly cwd: string; readonly ready: RegExp },
): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let printed = '';
  const port = await new Promise<number>((resolve, reject) => {
    child.stderr?.on('data', (chunk) => {
      printed = `${printed}${chunk}`.slice(-20_000);
      const found = ready.exec(printed);
      if (found !== null) resolve(Number(found[1] ?? 0));
    });
    child.once('exit', () => reject(new Error(`${program} ended: ${printed}`)));
  });
  return { child, port };
}

/** Ends a process and waits for it. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
