import type { Checked } from '../checked.ts';
import { checkChoice } from './choice.ts';
import type { RawOptions } from './option.ts';
import { textOf } from './raw-value.ts';

/** What `--color` takes. */
export const COLOUR_CHOICES: readonly string[] = ['auto', 'always', 'never'];

/** @returns what `--color` or `--no-color` says; undefined where neither was given */
export function colourOf(options: RawOptions): string | undefined {
  return options['color'] === false ? 'never' : textOf(options, 'color');
}

/** @returns the same, checked: the program does it before any command runs */
export function colourFlag(options: RawOptions): Checked<string | undefined> {
  const text = colourOf(options);
  return checkChoice({ path: '--color', text, allowed: COLOUR_CHOICES, fallback: undefined });
}

/**
 * Finds the same in an argument list that may not parse, so that its error is shown as wished.
 *
 * @param argv the arguments after `kx`
 */
export function requestedColour(argv: readonly string[]): string | undefined {
  let last: string | undefined;
  for (const [index, arg] of argv.entries()) {
    if (arg === '--no-color') last = 'never';
    else if (arg === '--color') last = argv[index + 1];
    else if (arg.startsWith('--color=')) last = arg.slice('--color='.length);
  }
  return last;
}
