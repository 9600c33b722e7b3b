import type { CommandSpec } from '../commands/command.ts';
import { CERTS_GEN_EXAMPLES, CERTS_GEN_OPTIONS } from '../options/certs-gen-options.ts';
import { DEMO_OPTIONS } from '../options/demo-options.ts';
import { DISCOVER_OPTIONS } from '../options/discover-options.ts';
import { SHELLS } from '../options/shells.ts';

const CERTS_GEN: CommandSpec = {
  name: 'certs gen',
  summary: 'Make a CA and a certificate for the caBundle of an APIService or webhook',
  options: CERTS_GEN_OPTIONS,
  examples: CERTS_GEN_EXAMPLES,
  load: async () => (await import('../commands/certs-gen.ts')).runCertsGen,
};

const DISCOVER: CommandSpec = {
  name: 'discover',
  summary: 'Walk /api and /apis as kubectl does, and say who serves what',
  options: DISCOVER_OPTIONS,
  examples: ['kx discover', 'kx discover --verbose', 'kx discover -o tree --context staging'],
  load: async () => (await import('../commands/discover.ts')).run,
};

const DEMO: CommandSpec = {
  name: 'demo',
  summary: 'Play the whole story on this machine, without a cluster',
  options: DEMO_OPTIONS,
  examples: ['kx demo', 'kx demo --keep my-first-extension'],
  load: async () => (await import('../commands/demo.ts')).runDemo,
};

const COMPLETION: CommandSpec = {
  name: 'completion',
  summary: 'Print the completion script of a shell',
  arguments: [{ name: 'shell', description: 'bash, zsh, fish or powershell', choices: SHELLS }],
  options: [],
  examples: ['kx completion bash > kx.bash', 'kx completion fish > ~/.config/fish/completions/kx.fish'],
  load: async () => (await import('../commands/completion.ts')).runCompletion,
};

/** Every command of kx, in the order of --help. */
export const COMMANDS: readonly CommandSpec[] = [CERTS_GEN, DISCOVER, DEMO, COMPLETION];
