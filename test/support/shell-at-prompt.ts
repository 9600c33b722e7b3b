import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KX } from './run-kx.ts';

/** @returns whether a program is on PATH */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** util-linux's script gives a program a terminal; macOS has another program of the name. */
export const HAS_TERMINALS =
  spawnSync('script', ['-qec', 'true', '/dev/null'], { stdio: 'ignore' }).status === 0;

/** @returns an environment whose PATH finds this kx first */
export function environmentWithKx(directory: string): Record<string, string | undefined> {
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'kx'), `#!/bin/sh\nexec "${process.execPath}" "${KX}" "$@"\n`);
  chmodSync(join(bin, 'kx'), 0o755);
  return { ...process.env, PATH: `${bin}:${process.env['PATH']}`, TERM: 'xterm' };
}

type Prompt = {
  /** How the shell is started, with a terminal and without anybody's settings: `bash --norc -i`. */
  readonly shell: string;
  /** Lines that are run before anything is typed. */
  readonly setUp: readonly string[];
  readonly cwd: string;
};

const CTRL_A = '\u0001';
const CTRL_E = '\u0005';

/**
 * Types at a shell's prompt as a person does, Tab included. Each line is then run as the arguments of a function, so
 * that what is seen is what the shell would have handed to kx.
 *
 * @param typed keys: `kx scaffold crd --scope N\t`
 * @returns the words of each line, in order
 */
export async function typeAtPrompt(
  { shell, setUp, cwd }: Prompt,
  typed: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const seen = join(cwd, 'seen');
  const show = `show() { printf '%s\\n' "$@" >> ${seen}; printf '\\n' >> ${seen}; }`;
  const terminal = spawn('script', ['-qec', shell, '/dev/null'], { cwd, env: environmentWithKx(cwd) });
  try {
    for (const line of [show, ...setUp, 'show ready']) terminal.stdin.write(`${line}\r`);
    await blocksIn(seen, 1);
    for (const [index, keys] of typed.entries()) {
      terminal.stdin.write(keys);
      terminal.stdin.write(`${CTRL_A}show ${CTRL_E}\r`);
      await blocksIn(seen, index + 2);
    }
    return (await blocksIn(seen, typed.length + 1)).slice(1);
  } finally {
    terminal.kill();
  }
}

async function blocksIn(file: string, count: number): Promise<readonly (readonly string[])[]> {
  for (let waited = 0; waited < 20_000; waited += 25) {
    const blocks = existsSync(file) ? readFileSync(file, 'utf8').split('\n\n').slice(0, -1) : [];
    if (blocks.length >= count) return blocks.map((block) => block.split('\n'));
    await sleep(25);
  }
  throw new Error(`the shell ran ${count - 1} lines and then no more`);
}
