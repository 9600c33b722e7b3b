import { shellWords } from '../shell-words.ts';
import type { OptionGroup, OptionSpec, RawOptions } from './option.ts';

type Incomplete = {
  /** Without `kx`: `scaffold crd`. */
  readonly command: string;
  readonly args: readonly string[];
  /** The table of the command's flags. */
  readonly groups: readonly OptionGroup[];
  readonly options: RawOptions;
  /** What must be added, with values to start from: `['my-aa']`, `['--kind', 'Widget']`. */
  readonly missing: { readonly args: readonly string[]; readonly flags: readonly string[] };
};

/**
 * Writes down a command with the flags that were given, in the order of --help, and what was missing behind it.
 *
 * @returns the command to paste where something was missing, else where to read on
 */
export function completeCommandHint({ command, args, groups, options, missing }: Incomplete): string {
  if (missing.args.length + missing.flags.length === 0) {
    return `kx ${command} --help has every flag, and examples`;
  }
  const given = groups.flatMap((group) => group.options).flatMap((spec) => flagWords(spec, options));
  const words = ['kx', ...command.split(' '), ...args, ...missing.args, ...given, ...missing.flags];
  return `the complete command: ${shellWords(words)}`;
}

function flagWords(spec: OptionSpec, options: RawOptions): readonly string[] {
  const flag = /--[\w-]+/u.exec(spec.flags)?.[0] ?? '';
  const key = flag
    .replace(/^--(?:no-)?/u, '')
    .replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
  const value = options[key];
  if (typeof value === 'boolean' || value === undefined) {
    return value === !flag.startsWith('--no-') ? [flag] : [];
  }
  const values = typeof value === 'string' ? [value] : value;
  return values.flatMap((text) => [flag, text]);
}
