import { CommanderError } from 'commander';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { buildProgram } from './build-program.ts';
import { COMMANDS } from './command-table.ts';

/** What commander throws after it printed what was asked for: help or the version. */
const ANSWERED = new Set(['commander.helpDisplayed', 'commander.version', 'commander.help']);

/**
 * Parses the command line and runs the command that it names.
 *
 * @returns the command's exit code
 * @throws UsageError for an unknown command or flag, with the nearest name; else what the command throws
 */
export async function runProgram(argv: readonly string[], io: Io): Promise<number> {
  if (argv[0] === 'complete' && argv[1] === '--') return complete(argv.slice(2));
  const { program, exitCode } = buildProgram({ io, commands: COMMANDS, runKx: runProgram });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (ANSWERED.has(error.code)) return 0;
    throw usageError(error, argv);
  }
  return exitCode();
}

/** What the completion scripts call at each Tab: `kx complete -- scaffold crd --sc`. */
async function complete(words: readonly string[]): Promise<number> {
  const { completionTree } = await import('./completion-tree.ts');
  completionTree(COMMANDS).parse([...words]);
  return 0;
}

/** Commander's own sentence is `error: unknown option '--gruop'`, a line break, `(Did you mean --group?)`. */
function usageError(error: CommanderError, argv: readonly string[]): UsageError {
  const [sentence = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const guess = suggestion?.replace(/^\(did you mean /i, 'did you mean ').replace(/\)$/, '');
  const help = `run 'kx${commandWords(argv)} --help' for what there is`;
  return new UsageError(sentence, { hint: guess === undefined ? help : `${guess} (${help})`, cause: error });
}

/** @returns the words of the command line that name a command or a group of commands, each after a blank */
function commandWords([first = '', second = '']: readonly string[]): string {
  const names = COMMANDS.map((command) => ` ${command.name} `);
  const known = [` ${first} ${second}`, ` ${first}`].find((words) =>
    names.some((name) => first !== '' && name.startsWith(`${words} `)),
  );
  return known ?? '';
}
