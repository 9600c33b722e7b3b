import type { CommandSpec } from '../../commands/command.ts';
import type { Io } from '../../io.ts';
import { moveLeadingFlags } from '../leading-flags.ts';
import { completeCommand } from './complete-command.ts';
import { completeDetails } from './complete-details.ts';
import type { Completion } from './completion.ts';

/** What there is to complete. */
export type Program = {
  readonly commands: readonly CommandSpec[];
  /** Words that only group commands, with their summaries. */
  readonly groups: Readonly<Record<string, string>>;
};

/**
 * @param words what is typed after `kx`, up to the word that the cursor is at
 * @param current that word, up to the cursor; empty after a blank
 * @returns what can stand there, from the tables that --help is made of
 */
export async function completeLine(
  program: Program,
  line: { readonly words: readonly string[]; readonly current: string },
  io: Io,
): Promise<Completion> {
  const asksHelp = line.words[0] === 'help';
  const words = moveLeadingFlags(asksHelp ? line.words.slice(1) : line.words);
  const spec = program.commands.find(({ name }) => startsWith(words, name.split(' ')));
  if (asksHelp || spec === undefined) {
    return await completeCommand({ ...program, asksHelp }, { words, current: line.current }, io);
  }
  const rest = words.slice(spec.name.split(' ').length);
  return await completeDetails(await spec.describe(), { words: rest, current: line.current }, io);
}

function startsWith(words: readonly string[], start: readonly string[]): boolean {
  return start.every((word, index) => words[index] === word);
}
