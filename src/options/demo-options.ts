import type { OptionGroup } from './option.ts';

export const DEMO_OPTIONS: readonly OptionGroup[] = [
  {
    title: 'Demo:',
    options: [
      { flags: '--keep <dir>', description: 'leave everything that the demo makes in this directory' },
    ],
  },
];
