import { shellWords } from '../shell-words.ts';
import type { OptionGroup, OptionSpec, RawOptions } from './option.ts';
import { longFlagOf, rawKeyOf } from './option-name.ts';

type Line = {
  /** Without `kx`: `scaffold crd`. */
  readonly command: string;
  readonly args: readonly string[];
  /** The table of the command's flags. */
  readonly groups: readonly OptionGroup[];
  /** Given as flags; what came from an answers file or the environment comes from there again. */
  readonly options: RawOptions;
};

type Incomplete = Line & {
  /** What must be added, with values to start from: `['my-aa']`, `['--kind', 'Widget']`. */
  readonly missing: { readonly args: readonly string[]; readonly flags: readonly string[] };
};

/**
 * Writes down a command with the flags that were given, in the order of --help, and what was missing behind it.
 *
 * @returns the command to paste where something was missing, else where to read on
 */
export function completeCommandHint({ missing, ...line }: Incomplete): string {
  if (missing.args.length + missing.flags.length === 0) {
    return `kx ${line.command} --help has every flag, and examples`;
  }
  const again = line.options['answers'] === '-' ? ', with the same answers on stdin' : '';
  const words = [...commandWords({ ...line, args: [...line.args, ...missing.args] }), ...missing.flags];
  return `the complete command${again}: ${shellWords(words)}`;
}

/** @returns the command as a person would type it, its flags in the order of --help */
export function commandLine(line: Line): string {
  return shellWords(commandWords(line));
}

function commandWords({ command, args, groups, options }: Line): readonly string[] {
  const flags = groups.flatMap((group) => group.options).flatMap((spec) => flagWords(spec, options));
  return ['kx', ...command.split(' '), ...args, ...flags];
}

/** @returns the words that give a flag again; none where it was not given */
function flagWords(spec: OptionSpec, options: RawOptions): readonly string[] {
  const flag = longFlagOf(spec);
  const value = options[rawKeyOf(spec)];
  if (typeof value === 'boolean' || value === undefined) {
    return value === !flag.startsWith('--no-') ? [flag] : [];
  }
  const values = typeof value === 'string' ? [value] : value;
  return values.flatMap((text) => [flag, text]);
}
