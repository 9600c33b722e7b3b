import process from 'node:process';
import type { Io } from '../io.ts';

/** Says when a person has left; to be forgotten when the answer is there. */
export type Leaving = { readonly signal: AbortSignal; readonly forget: () => void };

/**
 * Watches for everything that leaves a question without an answer: a signal, the end of the input, a terminal that
 * was closed, and Ctrl-D, at which readline closes and pauses its input. readline pauses it as well when a person
 * comes back from Ctrl-Z (SIGCONT); then it goes on.
 */
export function untilLeft({ stdin, signal }: Io): Leaving {
  const left = new AbortController();
  const leave = () => left.abort('the input ended');
  let isBack = false;
  const comeBack = () => {
    isBack = true;
  };
  const pause = () => {
    if (!isBack) return leave();
    isBack = false;
    return void stdin.resume();
  };
  process.on('SIGCONT', comeBack);
  for (const event of ENDS) stdin.on(event, leave);
  stdin.on('pause', pause);
  return {
    signal: AbortSignal.any([signal, left.signal]),
    forget: () => {
      process.off('SIGCONT', comeBack);
      for (const event of ENDS) stdin.off(event, leave);
      stdin.off('pause', pause);
      stdin.pause();
    },
  };
}

const ENDS = ['end', 'close', 'error'] as const;
