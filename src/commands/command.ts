import type { Io } from '../io.ts';
import type { OptionGroup, RawOptions } from '../options/option.ts';

/** What a command is given: positional arguments and flags as typed, and the machine. */
export type CommandInput = {
  readonly args: readonly string[];
  readonly options: RawOptions;
  readonly io: Io;
  /** Runs another command line of kx, as a user would give it. @returns its exit code */
  readonly runKx: (argv: readonly string[], io: Io) => Promise<number>;
};

/** Runs a command to its end. @returns the exit code; throws KxError for every foreseen failure */
type CommandRun = (input: CommandInput) => Promise<number>;

/** A positional argument; none is required by the parser, the command's own check says what is missing. */
type ArgumentSpec = {
  readonly name: string;
  readonly description: string;
  readonly choices?: readonly string[];
};

/** What only the command's own --help, its parser and completion need. */
export type CommandDetails = {
  readonly arguments?: readonly ArgumentSpec[];
  readonly options: readonly OptionGroup[];
  /** What the flags cannot say in a line each; shown below them, at most 80 columns wide. */
  readonly notes?: string;
  /** Complete command lines that run as printed; at least two. */
  readonly examples: readonly string[];
};

/** A command as `kx --help` shows it; the rest is imported when it is asked for, so that kx starts fast. */
export type CommandSpec = {
  /** Words after `kx`: `scaffold crd`. */
  readonly name: string;
  readonly summary: string;
  readonly describe: () => Promise<CommandDetails>;
  readonly load: () => Promise<CommandRun>;
};
