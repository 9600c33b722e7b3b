import type { CommandDetails } from '../../commands/command.ts';
import { SHELLS } from '../../options/shells.ts';

export const COMPLETION: CommandDetails = {
  arguments: [{ name: 'SHELL', description: 'bash, zsh, fish or powershell', choices: SHELLS }],
  options: [],
  examples: ['kx completion bash > kx.bash', 'kx completion fish > ~/.config/fish/completions/kx.fish'],
};
