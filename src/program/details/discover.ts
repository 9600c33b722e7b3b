import type { CommandDetails } from '../../commands/command.ts';
import { DISCOVER_OPTIONS } from '../../options/discover/options.ts';

export const DISCOVER: CommandDetails = {
  options: DISCOVER_OPTIONS,
  examples: ['kx discover', 'kx discover --verbose', 'kx discover -o tree --context staging'],
};
