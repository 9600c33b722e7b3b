import { type Command, CommanderError } from 'commander';
import type { CommandInput, CommandSpec } from '../commands/command.ts';
import type { Io } from '../io.ts';
import { addDetails } from './add-details.ts';
import { buildProgram } from './build-program.ts';
import { COMMAND_GROUPS } from './command-groups.ts';
import { COMMANDS } from './command-table.ts';
import { checkEverywhere } from './everywhere-options.ts';
import { moveLeadingFlags } from './leading-flags.ts';
import { namedCommand } from './named-command.ts';
import { spellSwitches } from './spell-switches.ts';

/** What commander throws after it printed what was asked for: help or the version. */
const ANSWERED = new Set(['commander.helpDisplayed', 'commander.version', 'commander.help']);

const UNKNOWN_FLAG = 'commander.unknownOption';

/**
 * Parses the command line and runs the command that it names.
 *
 * @param typed the arguments after `kx`
 * @returns the command's exit code
 * @throws UsageError for an unknown command or flag, with the nearest name; else what the command throws
 */
export async function runProgram(typed: readonly string[], io: Io): Promise<number> {
  if (typed[0] === 'complete' && typed[1] === '--') return complete(typed.slice(2), io);
  const argv = typed[0] === 'help' ? [...typed.slice(1), '--help'] : moveLeadingFlags(typed);
  const { spec, prefix } = await namedCommand(argv, COMMANDS);
  const { root, leaves } = buildProgram(concerned(spec), io);
  const leaf = spec && leaves.get(spec.name);
  const ended = leaf && (await prepare(leaf, spec, { io, runKx: runProgram }));
  try {
    await root.parseAsync([...spellSwitches(leaf, argv)], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (ANSWERED.has(error.code)) return 0;
    const { usageError } = await import('./usage-error.ts');
    throw (await unknownFlags(error, leaf, argv)) ?? usageError({ error, leaf, prefix });
  }
  return ended?.exitCode ?? 0;
}

/** What one command is told concerns no other; where none is named, all are spoken of. */
function concerned(spec: CommandSpec | undefined): readonly CommandSpec[] {
  return spec === undefined ? COMMANDS : [spec];
}

/** @returns undefined where commander's own sentence says it all */
async function unknownFlags(error: CommanderError, leaf: Command | undefined, argv: readonly string[]) {
  if (error.code !== UNKNOWN_FLAG || leaf === undefined) return undefined;
  const { unknownFlagsError } = await import('./unknown-flags.ts');
  return unknownFlagsError(leaf, argv);
}

type Context = Pick<CommandInput, 'io' | 'runKx'>;

/** Completes the one command that runs. @returns where its exit code will stand */
async function prepare(leaf: Command, spec: CommandSpec, context: Context): Promise<{ exitCode: number }> {
  addDetails(leaf, await spec.describe());
  const ended = { exitCode: 0 };
  leaf.action(async () => {
    checkEverywhere(leaf.opts());
    const run = await spec.load();
    ended.exitCode = await run({ args: leaf.args, options: leaf.opts(), ...context });
  });
  return ended;
}

/** What the completion scripts call at each Tab: `kx complete -- scaffold crd .--sc`. */
async function complete(typed: readonly string[], io: Io): Promise<number> {
  const { printCompletion } = await import('./completion/print-completion.ts');
  await printCompletion({ commands: COMMANDS, groups: COMMAND_GROUPS }, typed, io);
  return 0;
}
