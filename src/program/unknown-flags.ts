import { type Command, CommanderError } from 'commander';
import { UsageError, type Violation } from '../errors.ts';
import { nearestHint } from '../model/nearest.ts';

/**
 * Says all unknown flags of a command line at once; commander's parser stops at the first.
 *
 * @param argv the arguments after `kx`
 * @returns undefined where there are not several: commander's own sentence is as good then
 */
export function unknownFlagsError(command: Command, argv: readonly string[]): UsageError | undefined {
  const names = namesOf(command);
  const known = command.options.flatMap(({ long }) => (typeof long === 'string' ? [long] : []));
  const violations = unknownFlags(command, argv.slice(names.length)).map(
    (path): Violation => ({ path, message: 'is no flag of this command', hint: nearestHint(path, known) }),
  );
  if (violations.length < 2) return undefined;
  const prefix = `kx ${names.join(' ')}`;
  const hint = `run '${prefix} --help' for what there is`;
  return new UsageError(`${prefix} does not have ${violations.length} of these flags`, { hint, violations });
}

/** @returns the words of the command: `scaffold`, `crd` */
function namesOf(command: Command): readonly string[] {
  return command.parent === null ? [] : [...namesOf(command.parent), command.name()];
}

/** Values of unknown flags are among what is not known; a number is not taken for a flag. */
function unknownFlags(command: Command, words: readonly string[]): readonly string[] {
  try {
    const { unknown } = command.parseOptions([...words]);
    const flags = unknown.filter((word) => /^-[^\d.]/u.test(word)).map((word) => word.replace(/=.*$/su, ''));
    return [...new Set(flags)];
  } catch (error) {
    if (error instanceof CommanderError) return [];
    throw error;
  }
}
