import type { CommandDetails } from '../../commands/command.ts';
import type { Io } from '../../io.ts';
import { EVERYWHERE } from '../everywhere-options.ts';
import { completeValue } from './complete-value.ts';
import { type Candidate, type Completion, NOTHING, plain, startingWith } from './completion.ts';
import { type Flag, readFlag } from './flag.ts';
import { readTypedFlags, splitFlagWord, type TypedFlags } from './typed-flags.ts';

type Line = {
  /** What is typed behind the words of the command. */
  readonly words: readonly string[];
  readonly current: string;
};

const HELP = { flags: '-h, --help', description: 'print help' };

/** @returns the flags, values and arguments of one command that can stand at the cursor */
export async function completeDetails(
  { arguments: args = [], options }: Pick<CommandDetails, 'arguments' | 'options'>,
  { words, current }: Line,
  io: Io,
): Promise<Completion> {
  const flags = [...options.flatMap((group) => group.options), ...EVERYWHERE.options, HELP].map(readFlag);
  const typed = readTypedFlags(words, flags);
  const { given, waiting, ended, positionals } = typed;
  if (waiting !== undefined) return await completedValue({ flag: waiting, typed: current, given, io }, '');
  if (!ended && current.startsWith('-')) {
    const { flag, value } = splitFlagWord(current, flags);
    if (flag === undefined || value === undefined) return startingWith(current, openFlags(flags, typed));
    return await completedValue(
      { flag, typed: value, given, io },
      current.slice(0, current.length - value.length),
    );
  }
  const values = completeArgument(args[positionals.length], current);
  const isOpen = !ended && current === '' && values.candidates.length === 0 && values.next === '';
  return isOpen ? { candidates: openFlags(flags, typed).filter(isLong), next: '' } : values;
}

async function completedValue(
  wanted: Parameters<typeof completeValue>[0],
  prefix: string,
): Promise<Completion> {
  const { candidates, next } = await completeValue(wanted);
  const fitting = startingWith(wanted.typed, candidates).candidates;
  return { candidates: fitting.map((one) => ({ ...one, value: `${prefix}${one.value}` })), next };
}

/** Flags that may still be given: a second `--scope` would only hide the first. */
function openFlags(flags: readonly Flag[], { given }: TypedFlags): readonly Candidate[] {
  return flags
    .filter((flag) => flag.repeatable || !given.has(flag))
    .flatMap(({ names, description }) => names.map((value) => ({ value, description })));
}

function isLong({ value }: Candidate): boolean {
  return value.startsWith('--');
}

type Argument = NonNullable<CommandDetails['arguments']>[number];

/** A directory or a file is known by the word that stands for it in --help, as with flags. */
function completeArgument(argument: Argument | undefined, current: string): Completion {
  if (argument === undefined) return NOTHING;
  if (argument.choices !== undefined) return startingWith(current, plain(argument.choices));
  if (/\bdir(?:ectory)?\b/i.test(argument.name)) return { candidates: [], next: 'directories' };
  return /\bfile\b/i.test(argument.name) ? { candidates: [], next: 'files' } : NOTHING;
}
