import type { OptionSpec } from '../../options/option.ts';

/** A flag as completion needs it, read from its line in the option table. */
export type Flag = {
  /** As typed: `-o` and `--output`, the long one last. */
  readonly names: readonly string[];
  /** Whether a value follows; after `maybe` only with `=`, or where the next word is no flag. */
  readonly takes: 'nothing' | 'maybe' | 'value';
  /** The word between the brackets: `file` of `--ca-cert <file>`; empty where no value follows. */
  readonly placeholder: string;
  readonly description: string;
  readonly repeatable: boolean;
  readonly choices: readonly string[];
};

/** `-o, --output <format>` in its parts. */
const FLAGS = /^(?<names>-[^<[]*?)\s*(?:(?<bracket>[<[])(?<placeholder>[^>\]]*)[>\]])?$/;

const TAKES: Readonly<Record<string, Flag['takes']>> = { '<': 'value', '[': 'maybe' };

/** @returns the parts of one line of an option table */
export function readFlag({ flags, description, repeatable = false, choices = [] }: OptionSpec): Flag {
  const { names = '', bracket = '', placeholder = '' } = FLAGS.exec(flags)?.groups ?? {};
  return {
    names: names.split(/[ ,|]+/),
    takes: TAKES[bracket] ?? 'nothing',
    placeholder,
    description,
    repeatable,
    choices,
  };
}
