import { UsageError } from '../errors.ts';
import { COLOUR_CHOICES, colourFlag } from '../options/colour-flag.ts';
import type { OptionGroup, RawOptions } from '../options/option.ts';

/** The flags that every command has. */
export const EVERYWHERE: OptionGroup = {
  title: 'Everywhere:',
  options: [
    { flags: '-q, --quiet', description: 'print the result and errors, nothing else' },
    {
      flags: '--color <when>',
      description: 'colour the output',
      choices: COLOUR_CHOICES,
      defaultText: 'auto',
    },
    { flags: '--no-color', description: 'same as --color never' },
  ],
};

/** @throws UsageError for a value that a flag of every command does not take */
export function checkEverywhere(options: RawOptions): void {
  const colour = colourFlag(options);
  if (!colour.ok) throw new UsageError('--color has no such value', { violations: colour.violations });
}
