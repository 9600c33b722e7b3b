import type { ChalkInstance } from 'chalk';
import type { Io } from '../io.ts';
import { shellWords } from '../shell-words.ts';

/** Where the demo plays: a directory that holds everything it makes, and the machine. */
export type Stage = {
  /** Absolute; each command runs in it. */
  readonly directory: string;
  readonly io: Io;
  readonly chalk: ChalkInstance;
  /** Runs a command line of kx. */
  readonly runKx: (argv: readonly string[], io: Io) => Promise<number>;
};

/** Says what comes next, in a line or two. */
export function tell({ io, chalk }: Stage, text: string): void {
  io.stdout.write(`\n${chalk.bold(text)}\n`);
}

/** Shows a command as a person would type it. */
export function showCommand({ io, chalk }: Stage, words: readonly string[], suffix = ''): void {
  io.stdout.write(`${chalk.cyan(`$ ${shellWords(words)}${suffix}`)}\n`);
}
