import type { CommandSpec } from '../commands/command.ts';
import { SHELLS } from '../options/shells.ts';

const COMPLETION: CommandSpec = {
  name: 'completion',
  summary: 'Print the completion script of a shell',
  arguments: [{ name: 'shell', description: 'bash, zsh, fish or powershell', choices: SHELLS }],
  options: [],
  examples: ['kx completion bash > kx.bash', 'kx completion fish > ~/.config/fish/completions/kx.fish'],
  load: async () => (await import('../commands/completion.ts')).runCompletion,
};

/** Every command of kx, in the order of --help. */
export const COMMANDS: readonly CommandSpec[] = [COMPLETION];
