import type { CommandDetails } from '../../commands/command.ts';
import { SHELLS } from '../../options/shells.ts';

export const COMPLETION: CommandDetails = {
  arguments: [{ name: 'SHELL', description: 'bash, zsh, fish or powershell', choices: SHELLS }],
  options: [],
  examples: ['source <(kx completion bash)', 'kx completion fish > kx.fish'],
  notes: `Where each shell looks for it at its start:
  bash        ~/.bashrc: source <(kx completion bash)
  zsh         ~/.zshrc, below compinit: source <(kx completion zsh)
  fish        ~/.config/fish/completions/kx.fish: what it prints
  powershell  $PROFILE: kx completion powershell | Out-String | iex`,
};
