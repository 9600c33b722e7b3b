import type { OptionGroup } from '../options/option.ts';

/** The flags that every command has. */
export const EVERYWHERE: OptionGroup = {
  title: 'Everywhere:',
  options: [
    { flags: '-q, --quiet', description: 'print the result and errors, nothing else' },
    {
      flags: '--color <when>',
      description: 'colour the output',
      choices: ['auto', 'always', 'never'],
      defaultText: 'auto',
    },
    { flags: '--no-color', description: 'same as --color never' },
  ],
};
