import { completeOptions } from './complete-options.ts';
import type { FlagValues } from './flags.ts';
import { helpText } from './help-text.ts';
import { parseFlags } from './parse-flags.ts';
import type { ServerOptions } from './server-options.ts';

/** Either the options to run with, or what to print and the exit code: 0 for help, 2 for wrong flags. */
export type ReadOptions =
  | { readonly run: true; readonly options: ServerOptions }
  | { readonly run: false; readonly output: string; readonly exitCode: 0 | 2 };

/**
 * Reads the arguments of the server called `name`: options to run with, or what to print and the exit code: `--help`
 * is 0, and problems, all at once, are 2. `defaults` are values of flags that are not given.
 */
export const readOptions = (
  name: string,
  args: readonly string[],
  defaults: FlagValues = {},
): ReadOptions => {
  const parsed = parseFlags(args);
  if (parsed.help) return { run: false, output: helpText(name, defaults), exitCode: 0 };
  const { options, problems } = completeOptions(parsed, defaults);
  if (options !== undefined) return { run: true, options };
  const lines = problems.map((problem) => `error: ${problem}`);
  return { run: false, output: `${lines.join('\n')}\nSee --help for all flags.\n`, exitCode: 2 };
};
