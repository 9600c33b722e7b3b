import { Command, Option } from 'commander';
import type { CommandInput, CommandSpec } from '../commands/command.ts';
import type { Io } from '../io.ts';
import type { OptionGroup, OptionSpec } from '../options/option.ts';
import { VERSION } from '../version.ts';
import { COMMAND_GROUPS } from './command-groups.ts';
import { checkEverywhere, EVERYWHERE } from './everywhere-options.ts';

/** The commander tree and, once it ran, the exit code of the command. */
export type Program = { readonly program: Command; readonly exitCode: () => number };

/** What every command of the tree gets, beside its own arguments and flags. */
type Context = Pick<CommandInput, 'io' | 'commands' | 'runKx'>;

/** @returns the program made from the command table; nothing of a command's code is loaded before it runs */
export function buildProgram(context: Context): Program {
  const { io, commands } = context;
  let code = 0;
  const program = quiet(new Command('kx'), io)
    .enablePositionalOptions()
    .description('Scaffold and inspect Kubernetes API extensions.')
    .version(`kx ${VERSION}`, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', ROOT_EXAMPLES);
  for (const spec of commands) {
    const command = addCommand(program, spec, io);
    command.action(async () => {
      checkEverywhere(command.opts());
      const run = await spec.load();
      code = await run({ args: command.args, options: command.opts(), ...context });
    });
  }
  return { program, exitCode: () => code };
}

const ROOT_EXAMPLES = `
Examples:
  kx demo
  kx scaffold crd crontabs.stable.example.com --kind CronTab --field 'spec.cronSpec:string!'
  kx scaffold aa my-aa --group demo.kx.dev --kind Widget
  kx certs gen --service my-aa --namespace my-aa-system
  kx discover --verbose

Exit codes: 0 done, 1 problems found or failed, 2 usage, 3 would overwrite,
5 cluster, TLS or authentication failed, 130 cancelled`;

function addCommand(program: Command, spec: CommandSpec, io: Io): Command {
  const words = spec.name.split(' ');
  const leaf = words.at(-1) ?? spec.name;
  const parent = words.length === 1 ? program : groupOf(program, words[0] ?? '', io);
  const command = quiet(parent.command(leaf), io)
    .summary(spec.summary)
    .description(`${spec.summary}\n\nExamples:\n${spec.examples.map((line) => `  ${line}`).join('\n')}`)
    .addHelpOption(new Option('-h, --help', 'print help').helpGroup(EVERYWHERE.title))
    .allowExcessArguments(false);
  if (spec.notes !== undefined) command.addHelpText('after', `\n${spec.notes}`);
  for (const argument of spec.arguments ?? []) command.argument(`[${argument.name}]`, argument.description);
  for (const group of [...spec.options, EVERYWHERE]) addOptions(command, group);
  return command;
}

function groupOf(program: Command, name: string, io: Io): Command {
  const existing = program.commands.find((command) => command.name() === name);
  if (existing !== undefined) return existing;
  return quiet(program.command(name), io)
    .description(COMMAND_GROUPS[name] ?? '')
    .helpOption('-h, --help', 'print help');
}

function addOptions(command: Command, { title, options }: OptionGroup): void {
  for (const spec of options) command.addOption(makeOption(spec).helpGroup(title));
}

/** Values stay text: commander would stop at the first bad choice, and kx reports all problems at once. */
function makeOption(spec: OptionSpec): Option {
  const notes = [spec.choices?.join(', '), spec.defaultText && `default: ${spec.defaultText}`];
  const shown = notes.filter((note) => note !== undefined && note !== '').join('; ');
  const option = new Option(spec.flags, shown === '' ? spec.description : `${spec.description} (${shown})`);
  if (spec.repeatable) {
    option.argParser((value: string, previous: readonly string[] = []) => [...previous, value]);
  }
  return option;
}

/** Commander throws in place of exiting, prints help to the Io, and leaves errors to `main`. */
function quiet(command: Command, io: Io): Command {
  return command.exitOverride().configureOutput({
    writeOut: (text) => void io.stdout.write(text),
    writeErr: (text) => void (text.startsWith('error: ') || io.stdout.write(text)),
    getOutHelpWidth: () => Math.min(io.stdout.columns ?? 80, 100),
    getErrHelpWidth: () => Math.min(io.stdout.columns ?? 80, 100),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
}
