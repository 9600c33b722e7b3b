import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { AnswerTable } from '../command-form.ts';
import type { OptionSpec, RawOptions } from '../option.ts';
import { longFlagOf, rawKeyOf } from '../option-name.ts';
import { SCAFFOLD_UPDATE_OPTIONS } from './options.ts';

type Recorded = AnswerTable & {
  /** What made the directory: `scaffold aa`. */
  readonly command: string;
};

/**
 * Reads the flags of kx scaffold update as flags of the command that made the directory.
 *
 * @returns its raw options, or a violation for each flag that it does not have
 */
export function flagsOfCommand(options: RawOptions, { command, groups }: Recorded): Checked<RawOptions> {
  const own = new Map(groups.flatMap((group) => group.options).map((spec) => [longFlagOf(spec), spec]));
  const table = SCAFFOLD_UPDATE_OPTIONS.flatMap((group) => group.options);
  const given = table.filter((spec) => isGiven(spec, options));
  const violations = given.flatMap((spec) =>
    violationOf({ spec, own: own.get(longFlagOf(spec)), options, command }),
  );
  if (violations.length > 0) return invalid(violations);
  const kept = new Set(given.map(rawKeyOf));
  const ungiven = new Set(table.map(rawKeyOf).filter((key) => !kept.has(key)));
  const entries = Object.entries(options).filter(([key]) => !ungiven.has(key));
  const alone = new Set([...own.values()].filter(({ repeatable }) => repeatable !== true).map(rawKeyOf));
  return valid(
    Object.fromEntries(
      entries.map(([key, value]) => [key, Array.isArray(value) && alone.has(key) ? value[0] : value]),
    ),
  );
}

/** `--certs` and `--no-certs` are one key; alone, `--no-certs` is true where it was not given. */
function isGiven(spec: OptionSpec, options: RawOptions): boolean {
  const value = options[rawKeyOf(spec)];
  return typeof value === 'boolean' ? value !== spec.flags.startsWith('--no-') : value !== undefined;
}

type Flag = {
  readonly spec: OptionSpec;
  readonly own: OptionSpec | undefined;
  readonly options: RawOptions;
  readonly command: string;
};

function violationOf({ spec, own, options, command }: Flag): readonly Violation[] {
  const path = longFlagOf(spec);
  const made = `kx ${command}, which made this directory`;
  if (own === undefined) return [{ path, message: `is no flag of ${made}` }];
  const value = options[rawKeyOf(spec)];
  const isTwice = own.repeatable !== true && Array.isArray(value) && value.length > 1;
  return isTwice ? [{ path, message: `takes one value in ${made}` }] : [];
}
