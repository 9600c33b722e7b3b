import type { Command } from 'commander';

/**
 * A flag that takes a truth value takes it after `=` alone, as kubectl's do: the word behind `--namespaced` is not its
 * value but the next argument.
 *
 * @param leaf the command that is named
 * @param argv the arguments after `kx`
 * @returns the same, each such flag without a value spelt out
 */
export function spellSwitches(leaf: Command | undefined, argv: readonly string[]): readonly string[] {
  const switches = new Set(
    leaf?.options.filter(({ flags }) => flags.endsWith('[boolean]')).map(({ long }) => long),
  );
  const end = argv.indexOf('--');
  return argv.map((word, index) =>
    switches.has(word) && (end === -1 || index < end) ? `${word}=true` : word,
  );
}
