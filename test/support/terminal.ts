import { spawn, spawnSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { shellWords } from '../../src/shell-words.ts';
import { KX } from './run-kx.ts';
import { type TestIo, testIo } from './test-io.ts';

/** A keyboard and a screen that are no real terminal, for code that takes its streams from Io. */
export type FakeTerminal = {
  readonly io: TestIo;
  /** Types as soon as the screen shows a text that it did not show at the last call. */
  readonly type: (waitFor: string | RegExp, keys: string) => Promise<void>;
  /** What the screen was sent, without colours and movements of the cursor. */
  readonly seen: () => string;
  /** The same as it was sent. */
  readonly sent: () => string;
  /** Whether keys come as they are pressed. */
  readonly isRaw: () => boolean;
  readonly stdin: PassThrough;
};

/** @returns a terminal of 80 columns, unless `overrides` say something else of its Io */
export function fakeTerminal(overrides: Partial<TestIo> = {}): FakeTerminal {
  let [text, read, raw] = ['', 0, false];
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode(isRaw: boolean) {
      raw = isRaw;
      return this;
    },
  });
  const write = (chunk: string) => {
    text += chunk;
  };
  const fresh = () => stripVTControlCharacters(text.slice(read));
  const type = async (waitFor: string | RegExp, keys: string) => {
    await shows(fresh, waitFor);
    // inquirer listens one turn of the event loop after it is asked.
    await new Promise((resolve) => setTimeout(resolve, 10));
    read = text.length;
    stdin.write(keys);
  };
  const io = testIo({ stdin, stderr: { isTTY: true, columns: 80, write }, ...overrides });
  return { io, type, seen: () => stripVTControlCharacters(text), sent: () => text, isRaw: () => raw, stdin };
}

/** @throws where the text is not there within some seconds */
async function shows(text: () => string, waitFor: string | RegExp): Promise<void> {
  const isThere = () => (typeof waitFor === 'string' ? text().includes(waitFor) : waitFor.test(text()));
  for (let turn = 0; !isThere(); turn++) {
    if (turn === 800) throw new Error(`the terminal does not show ${waitFor}, but:\n${text()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Node has no pseudo-terminals; util-linux has a program that makes one. */
export const HAS_TERMINAL = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes(
  'util-linux',
);

/** kx on a pseudo-terminal. */
export type RealTerminal = {
  /** Types as soon as the screen shows a text that it did not show at the last call. */
  readonly type: (waitFor: string | RegExp, keys: string) => Promise<void>;
  /** @returns how it ended */
  readonly ended: () => Promise<RanOnTerminal>;
  /** Closes the terminal, as a person closes its window. */
  readonly close: () => void;
};

type RanOnTerminal = {
  readonly status: number | null;
  /** All that kx sent to the screen, escape sequences included. */
  readonly screen: string;
  /** Whether the terminal takes lines again and echoes them, as before kx. */
  readonly isCooked: boolean;
};

type RunOptions = {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A file that stdout is sent to. */
  readonly stdout?: string;
};

/** What stands between the output of kx and the settings of the terminal after it. */
const AFTER = '=== settings ===';

/** Runs kx on a terminal of its own of 80 columns, without CI and without the caller's wishes of colour. */
export function kxOnTerminal(args: readonly string[], { cwd, env, stdout }: RunOptions): RealTerminal {
  const redirected = stdout === undefined ? '' : ` > ${shellWords([stdout])}`;
  const kx = `${shellWords([process.execPath, KX, ...args])}${redirected}`;
  const command = `stty cols 80 rows 24; ${kx}; status=$?; echo '${AFTER}'; stty -a; exit $status`;
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...inherited } = process.env;
  const script = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { ...inherited, TERM: 'xterm', SHELL: '/bin/sh', ...env },
  });
  let [screen, read] = ['', 0];
  script.stdout.on('data', (chunk) => {
    screen += String(chunk);
  });
  const status = new Promise<number | null>((resolve) => script.on('close', resolve));
  const fresh = () => stripVTControlCharacters(screen.slice(read));
  return {
    type: async (waitFor, keys) => {
      await shows(fresh, waitFor);
      // inquirer listens one turn of the event loop after it is asked.
      await new Promise((resolve) => setTimeout(resolve, 50));
      read = screen.length;
      script.stdin.write(keys);
    },
    ended: async () => {
      const code = await status;
      const [shown = '', settings = ''] = screen.split(AFTER);
      return { status: code, screen: shown, isCooked: / icanon .* echo /su.test(settings) };
    },
    close: () => void script.kill('SIGKILL'),
  };
}
