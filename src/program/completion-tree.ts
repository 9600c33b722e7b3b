import { RootCommand } from '@bomb.sh/tab';
import type { CommandSpec } from '../commands/command.ts';
import type { OptionSpec } from '../options/option.ts';
import { EVERYWHERE } from './everywhere-options.ts';

/** `-o, --output <format>` in its parts. */
const FLAGS = /^(?:-(?<short>\w), )?--(?<long>[\w-]+)(?<takesValue> <)?/;

/**
 * @param groups words that only group commands, with their summaries
 * @returns the commands, flags and values that a shell can complete, from the same table as --help
 */
export async function completionTree(
  commands: readonly CommandSpec[],
  groups: Readonly<Record<string, string>>,
): Promise<RootCommand> {
  const root = new RootCommand();
  for (const [name, summary] of Object.entries(groups)) root.command(name, summary);
  for (const spec of commands) {
    const command = root.command(spec.name, spec.summary);
    const details = await spec.describe();
    for (const { choices, name } of details.arguments ?? []) {
      command.argument(name, (complete) => offer(choices, complete));
    }
    for (const group of [...details.options, EVERYWHERE]) {
      for (const option of group.options) addOption(command, option);
    }
  }
  return root;
}

function addOption(command: ReturnType<RootCommand['command']>, option: OptionSpec): void {
  const { short, long = '', takesValue } = FLAGS.exec(option.flags)?.groups ?? {};
  if (takesValue === undefined) {
    command.option(long, option.description, short);
    return;
  }
  command.option(long, option.description, (complete) => offer(option.choices, complete), short);
}

function offer(
  choices: readonly string[] | undefined,
  complete: (value: string, description: string) => void,
): void {
  for (const choice of choices ?? []) complete(choice, '');
}
