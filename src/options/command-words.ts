import type { OptionGroup, OptionSpec, RawOptions } from './option.ts';

type CommandLine = {
  /** Without `kx`: `scaffold crd`. */
  readonly command: string;
  readonly args: readonly string[];
  readonly groups: readonly OptionGroup[];
  readonly options: RawOptions;
};

/**
 * Writes down a command with the flags that were given, in the order of --help; to paste it again with what was
 * missing behind it.
 *
 * @returns its words, not quoted for a shell
 */
export function commandWords({ command, args, groups, options }: CommandLine): readonly string[] {
  const flags = groups.flatMap((group) => group.options).flatMap((spec) => flagWords(spec, options));
  return ['kx', ...command.split(' '), ...args, ...flags];
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
