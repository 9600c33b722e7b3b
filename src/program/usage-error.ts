import type { Command, CommanderError } from 'commander';
import { UsageError } from '../errors.ts';

type Refused = {
  readonly error: CommanderError;
  /** The command that was named; undefined where none was. */
  readonly leaf: Command | undefined;
  /** `kx scaffold crd`: what to ask for help. */
  readonly prefix: string;
};

/** @returns what commander's parser found, in a sentence that names the value, and where to read on */
export function usageError({ error, leaf, prefix }: Refused): UsageError {
  const help = `run '${prefix} --help' for what there is`;
  if (error.code === 'commander.excessArguments' && leaf !== undefined) {
    return new UsageError(surplus(leaf, prefix), { hint: help, cause: error });
  }
  // Its sentence is `error: unknown option '--gruop'`, a line break, `(Did you mean --group?)`.
  const [sentence = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const guess = suggestion?.replace(/^\(did you mean /i, 'did you mean ').replace(/\)$/, '');
  const hint = guess === undefined ? help : `${guess} (${help})`;
  return new UsageError(plain(sentence), { hint, cause: error });
}

/** A blank in a value that is not quoted is the usual cause, so the words themselves are the way out. */
function surplus(leaf: Command, prefix: string): string {
  const taken = leaf.registeredArguments.map((argument) => argument.name());
  const words = leaf.args.slice(taken.length).map((word) => `'${word}'`);
  const takes = taken.length === 0 ? 'no argument' : `${taken.join(' and ')} alone`;
  return `${prefix} takes ${takes}; ${words.join(', ')} ${words.length === 1 ? 'is' : 'are'} too many`;
}

/** `option '-o, --output <format>' argument missing` names each way to write the flag, but not what to do. */
function plain(sentence: string): string {
  const [, flags] = /^option '(.*)' argument missing$/u.exec(sentence) ?? [];
  if (flags === undefined) return sentence;
  const long = flags.split(', ').at(-1) ?? flags;
  return `${long.split(' ', 1)[0]} needs a value: ${long}`;
}
