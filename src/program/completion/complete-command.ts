import type { CommandSpec } from '../../commands/command.ts';
import type { Io } from '../../io.ts';
import { completeDetails } from './complete-details.ts';
import { type Candidate, type Completion, startingWith } from './completion.ts';

type Choice = {
  readonly commands: readonly CommandSpec[];
  readonly groups: Readonly<Record<string, string>>;
  /** Behind `kx help`, where only commands can stand. */
  readonly asksHelp: boolean;
};

/** What stands before a command is told, besides the flags of every command. */
const BEFORE_COMMANDS = {
  options: [{ title: 'Options:', options: [{ flags: '-V, --version', description: 'print the version' }] }],
  examples: [],
};

/** @returns the next word of the commands that begin as typed, or the flags that may stand before a command */
export async function completeCommand(
  choice: Choice,
  line: { readonly words: readonly string[]; readonly current: string },
  io: Io,
): Promise<Completion> {
  const firstFlag = line.words.findIndex((word) => word.startsWith('-'));
  const path = firstFlag === -1 ? line.words : line.words.slice(0, firstFlag);
  const words = startingWith(line.current, nextWords(choice, path));
  const isFlag = line.current.startsWith('-') || line.words.at(-1) === '--color';
  if (choice.asksHelp || !isFlag) return words;
  const flags = await completeDetails(BEFORE_COMMANDS, { ...line, words: line.words.slice(path.length) }, io);
  return flags;
}

function nextWords({ commands, groups, asksHelp }: Choice, path: readonly string[]): readonly Candidate[] {
  const found = new Map<string, string>();
  for (const { name, summary } of commands) {
    const words = name.split(' ');
    const next = words[path.length];
    if (next === undefined || !path.every((word, index) => words[index] === word)) continue;
    const isLeaf = words.length === path.length + 1;
    found.set(next, isLeaf ? summary : (groups[next] ?? ''));
  }
  if (path.length === 0 && !asksHelp) found.set('help', 'Print help for a command');
  return Array.from(found, ([value, description]) => ({ value, description }));
}
