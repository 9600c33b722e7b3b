import type { CommandSpec } from '../commands/command.ts';

/** Which command a command line names, and how far it names one. */
type Named = {
  readonly spec: CommandSpec | undefined;
  /** `kx scaffold crd`, `kx scaffold` or `kx`: what to ask for help. */
  readonly prefix: string;
};

/**
 * Looks at the words before any flag, as the parser will: the program itself has no flag that takes a value.
 *
 * @param argv the arguments after `kx`; `help scaffold crd` names a command too
 */
export function namedCommand(argv: readonly string[], commands: readonly CommandSpec[]): Named {
  const [first = '', second = ''] = argv[0] === 'help' ? argv.slice(1) : argv;
  const spec = commands.find(({ name }) => name === `${first} ${second}` || name === first);
  const isGroup = commands.some(({ name }) => name.startsWith(`${first} `));
  return {
    spec,
    prefix: ['kx', spec?.name ?? (isGroup ? first : '')].filter((word) => word !== '').join(' '),
  };
}
