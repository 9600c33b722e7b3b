import type { CommandDetails } from '../../commands/command.ts';
import { DEMO_OPTIONS } from '../../options/demo-options.ts';

export const DEMO: CommandDetails = {
  options: DEMO_OPTIONS,
  examples: ['kx demo', 'kx demo --keep my-first-extension'],
};
