import type { Flag } from './flag.ts';

/** What stands before the cursor, behind the words of the command. */
export type TypedFlags = {
  /** Every flag that was given, with its values in order; one without a value has none. */
  readonly given: ReadonlyMap<Flag, readonly string[]>;
  readonly positionals: readonly string[];
  /** The flag whose value is what the cursor is at. */
  readonly waiting: Flag | undefined;
  /** After `--` nothing is a flag any more. */
  readonly ended: boolean;
};

/** @returns the words told apart as the parser will; a flag that is not known is taken to have no value */
export function readTypedFlags(words: readonly string[], flags: readonly Flag[]): TypedFlags {
  const given = new Map<Flag, readonly string[]>();
  const positionals: string[] = [];
  let waiting: Flag | undefined;
  const end = words.indexOf('--');
  for (const [index, word] of words.entries()) {
    const opens = end === -1 || index < end;
    if (waiting !== undefined) {
      give(given, waiting, word);
      waiting = undefined;
    } else if (opens && word.startsWith('-') && word !== '-') {
      waiting = readFlagWord(word, flags, given);
    } else if (index !== end) positionals.push(word);
  }
  return { given, positionals, waiting, ended: end !== -1 };
}

/** @returns the flag when its value is the next word */
function readFlagWord(
  word: string,
  flags: readonly Flag[],
  given: Map<Flag, readonly string[]>,
): Flag | undefined {
  const { flag, value } = splitFlagWord(word, flags);
  if (flag === undefined) return undefined;
  if (flag.takes === 'value' && value === undefined) return flag;
  give(given, flag, value);
  return undefined;
}

function give(given: Map<Flag, readonly string[]>, flag: Flag, value: string | undefined): void {
  given.set(flag, [...(given.get(flag) ?? []), ...(value === undefined ? [] : [value])]);
}

/** @returns the flag of a word and the value that is written with it: `--scope=Cluster`, `-ojson` */
export function splitFlagWord(
  word: string,
  flags: readonly Flag[],
): { readonly flag: Flag | undefined; readonly value: string | undefined } {
  const long = /^(?<name>--[^=]+)=(?<value>[\s\S]*)$/.exec(word)?.groups;
  const short = /^(?<name>-[^-])(?<value>[\s\S]+)$/.exec(word)?.groups;
  const { name = word, value } = long ?? short ?? {};
  return { flag: flags.find(({ names }) => names.includes(name)), value };
}
