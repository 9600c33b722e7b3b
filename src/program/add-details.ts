import type { Command, Option } from 'commander';
import type { CommandDetails } from '../commands/command.ts';
import type { OptionGroup, OptionSpec } from '../options/option.ts';
import { EVERYWHERE } from './everywhere-options.ts';

/** Adds to a command what its parser and its --help need: arguments, flags under their headings, examples, notes. */
export function addDetails(command: Command, details: CommandDetails): void {
  const examples = details.examples.map((line) => `  ${line}`).join('\n');
  command
    .description(`${command.summary()}\n\nExamples:\n${examples}`)
    .addHelpOption(command.createOption('-h, --help', 'print help').helpGroup(EVERYWHERE.title));
  for (const { name, description } of details.arguments ?? []) command.argument(`[${name}]`, description);
  for (const group of [...details.options, EVERYWHERE]) addOptions(command, group);
  if (details.notes !== undefined) command.addHelpText('after', `\n${details.notes}`);
}

function addOptions(command: Command, { title, options }: OptionGroup): void {
  for (const spec of options) command.addOption(makeOption(command, spec).helpGroup(title));
}

/** Values stay text: commander would stop at the first bad choice, and kx reports all problems at once. */
function makeOption(command: Command, spec: OptionSpec): Option {
  const notes = [spec.choices?.join(', '), spec.defaultText && `default: ${spec.defaultText}`];
  const shown = notes.filter((note) => note !== undefined && note !== '').join('; ');
  const description = shown === '' ? spec.description : `${spec.description} (${shown})`;
  const option = command.createOption(spec.flags, description);
  if (spec.repeatable) {
    option.argParser((value: string, previous: readonly string[] = []) => [...previous, value]);
  }
  return option;
}
