import { type FlagName, type FlagSpec, type FlagValues, flagNames, flags } from './flags.ts';
import { nearest } from './nearest.ts';

/** What was typed: a value for each flag that was given, and a sentence for each part that is not understood. */
export type ParsedFlags = {
  readonly values: FlagValues;
  readonly help: boolean;
  readonly problems: readonly string[];
};

type Progress = {
  readonly values: Partial<Record<FlagName, string>>;
  help: boolean;
  readonly problems: string[];
};

/**
 * Reads `--flag=value` and `--flag value` (one dash does too, as in `-v=2`, and `-v2`), and switches without a value; a flag that is given twice
 * keeps its last value, as spf13/pflag does.
 */
export const parseFlags = (args: readonly string[]): ParsedFlags => {
  const progress: Progress = { values: {}, help: false, problems: [] };
  for (let index = 0; index < args.length; index += 1) {
    index += takeArgument(progress, (args[index] ?? '').replace(/^-v(?=\d)/, '-v='), args[index + 1]);
  }
  return progress;
};

/** Takes one argument in; gives how many of the following ones were its value. */
const takeArgument = (progress: Progress, argument: string, following: string | undefined): number => {
  if (argument === '--help' || argument === '-h') {
    progress.help = true;
    return 0;
  }
  const match = /^--?(?<name>[^=]+)(?:=(?<value>.*))?$/s.exec(argument);
  const name = match?.groups?.['name'] ?? '';
  if (!isFlag(name)) {
    progress.problems.push(unknownFlag(argument, name));
    return 0;
  }
  const value = match?.groups?.['value'];
  const spec: FlagSpec = flags[name];
  if (spec.value === undefined) {
    progress.values[name] = value ?? 'true';
    return 0;
  }
  if (value === undefined && following === undefined) {
    progress.problems.push(`flag needs a value: --${name} ${spec.value}`);
    return 0;
  }
  progress.values[name] = value ?? following ?? '';
  return value === undefined ? 1 : 0;
};

const isFlag = (name: string): name is FlagName => Object.hasOwn(flags, name);

const unknownFlag = (argument: string, name: string): string => {
  if (name === '') return `unexpected argument: ${argument}`;
  const near = nearest(name, flagNames);
  return `unknown flag: ${argument.split('=')[0]}${near === undefined ? '' : ` (did you mean --${near}?)`}`;
};
