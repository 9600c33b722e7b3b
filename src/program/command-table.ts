import type { CommandSpec } from '../commands/command.ts';
import { CERTS_GEN_EXAMPLES, CERTS_GEN_OPTIONS } from '../options/certs-gen/options.ts';
import { FIELD_LANGUAGE } from '../options/custom-resource/field-language-help.ts';
import { DEMO_OPTIONS } from '../options/demo-options.ts';
import { DISCOVER_OPTIONS } from '../options/discover/options.ts';
import { SCAFFOLD_AA_OPTIONS } from '../options/scaffold-aa/options.ts';
import { SCAFFOLD_CRD_EXAMPLES, SCAFFOLD_CRD_OPTIONS } from '../options/scaffold-crd/options.ts';
import { SHELLS } from '../options/shells.ts';

const SCAFFOLD_CRD: CommandSpec = {
  name: 'scaffold crd',
  summary: 'Write a CustomResourceDefinition that the API server takes, with samples',
  arguments: [{ name: 'PLURAL.GROUP', description: 'the name of the CRD: crontabs.stable.example.com' }],
  options: SCAFFOLD_CRD_OPTIONS,
  notes: FIELD_LANGUAGE,
  examples: SCAFFOLD_CRD_EXAMPLES,
  load: async () => (await import('../commands/scaffold-crd.ts')).runScaffoldCrd,
};

const SCAFFOLD_AA: CommandSpec = {
  name: 'scaffold aa',
  summary: 'Write an extension API server in TypeScript, ready to run and to register',
  arguments: [{ name: 'NAME', description: 'the project and its Service: my-aa' }],
  options: SCAFFOLD_AA_OPTIONS,
  notes: FIELD_LANGUAGE,
  examples: [
    'kx scaffold aa my-aa --group demo.kx.dev --kind Widget',
    "kx scaffold aa my-aa --group demo.kx.dev --kind Widget --field 'spec.size:int32=1'",
  ],
  load: async () => (await import('../commands/scaffold-aa.ts')).runScaffoldAa,
};

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
  load: async () => (await import('../commands/discover.ts')).runDiscover,
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
export const COMMANDS: readonly CommandSpec[] = [
  SCAFFOLD_CRD,
  SCAFFOLD_AA,
  CERTS_GEN,
  DISCOVER,
  DEMO,
  COMPLETION,
];
