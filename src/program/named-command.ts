import type { CommandSpec } from '../commands/command.ts';
import { UsageError } from '../errors.ts';

/** Which command a command line names, and how far it names one. */
type Named = {
  readonly spec: CommandSpec | undefined;
  /** `kx scaffold crd`, `kx scaffold` or `kx`: what to ask for help. */
  readonly prefix: string;
};

/**
 * Looks at the words before any flag, as the parser will: the program itself has no flag that takes a value.
 *
 * @param argv the arguments after `kx`
 * @throws UsageError for a word that names no command, with the nearest
 */
export async function namedCommand(
  argv: readonly string[],
  commands: readonly CommandSpec[],
): Promise<Named> {
  const [first = '', second = ''] = argv;
  if (first === '' || first.startsWith('-')) return { spec: undefined, prefix: 'kx' };
  const leaf = commands.find(({ name }) => name === first || name === `${first} ${second}`);
  if (leaf !== undefined) return { spec: leaf, prefix: `kx ${leaf.name}` };
  const below = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (below.length === 0) throw await unknown(first, firstWords(commands), 'kx');
  if (second !== '' && !second.startsWith('-')) {
    throw await unknown(
      second,
      below.map(({ name }) => name.slice(first.length + 1)),
      `kx ${first}`,
    );
  }
  return { spec: undefined, prefix: `kx ${first}` };
}

function firstWords(commands: readonly CommandSpec[]): readonly string[] {
  return [...new Set(commands.map(({ name }) => name.split(' ', 1)[0] ?? name))];
}

async function unknown(word: string, known: readonly string[], prefix: string): Promise<UsageError> {
  const { nearestHint } = await import('../model/nearest.ts');
  return new UsageError(`unknown command '${word}'`, {
    hint: `${nearestHint(word, known) ?? `there are ${known.join(', ')}`} (run '${prefix} --help' for what there is)`,
  });
}
