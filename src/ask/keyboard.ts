import process from 'node:process';
import { PassThrough } from 'node:stream';
import type { Io } from '../io.ts';

/** The terminal's keys while one question is open. */
export type Keyboard = {
  /** What is typed, as inquirer wants its input. */
  readonly keys: PassThrough & { readonly isTTY: true; readonly setRawMode: (isRaw: boolean) => void };
  /** Aborted when the person has left without an answer. */
  readonly left: AbortSignal;
  readonly close: () => void;
};

/**
 * Opens the keyboard for one question. Everything that leaves it without an answer is one signal: SIGINT and its kin,
 * the end of the input, a terminal that was closed, and Ctrl-D, at which readline pauses what it reads from. readline
 * pauses it as well when a person comes back from Ctrl-Z (SIGCONT); then the question goes on.
 *
 * readline has its own stream because it throws what goes wrong with it, such as the EIO of a terminal that is gone.
 */
export function openKeyboard({ stdin, signal }: Pick<Io, 'stdin' | 'signal'>): Keyboard {
  const ended = new AbortController();
  const leave = () => ended.abort('the input ended');
  const setRawMode = (isRaw: boolean) => {
    if ('setRawMode' in stdin && typeof stdin.setRawMode === 'function') stdin.setRawMode(isRaw);
  };
  const keys = Object.assign(new PassThrough(), { isTTY: true as const, setRawMode });
  let isBack = false;
  const comeBack = () => {
    isBack = true;
  };
  const pass = (chunk: string | Uint8Array) => void keys.write(chunk);
  keys.on('pause', () => {
    if (!isBack) return leave();
    isBack = false;
    return void keys.resume();
  });
  process.on('SIGCONT', comeBack);
  for (const event of ENDS) stdin.on(event, leave);
  stdin.on('data', pass);
  stdin.resume();
  return {
    keys,
    left: AbortSignal.any([signal, ended.signal]),
    close: () => {
      process.off('SIGCONT', comeBack);
      for (const event of ENDS) stdin.off(event, leave);
      stdin.off('data', pass);
      // A terminal that is closed later is no defect of kx.
      stdin.off('error', ignore).on('error', ignore);
      stdin.pause();
      setRawMode(false);
    },
  };
}

const ENDS = ['end', 'close', 'error'] as const;

function ignore(): void {}
