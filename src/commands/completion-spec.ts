import type { CommandSpec } from './command.ts';

/** The shells that kx completes in. */
export const SHELLS: readonly string[] = ['bash', 'zsh', 'fish', 'powershell'];

export const COMPLETION: CommandSpec = {
  name: 'completion',
  summary: 'Print the completion script of a shell',
  arguments: [{ name: 'shell', description: 'bash, zsh, fish or powershell', choices: SHELLS }],
  options: [],
  examples: ['kx completion bash > kx.bash', 'kx completion fish > ~/.config/fish/completions/kx.fish'],
  load: async () => (await import('./completion.ts')).runCompletion,
};
