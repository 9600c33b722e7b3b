import type { CommandSpec } from '../commands/command.ts';

/** Every command of kx, in the order of --help. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'scaffold crd',
    summary: 'Write a CustomResourceDefinition that the API server takes, with samples',
    describe: async () => (await import('./details/scaffold-crd.ts')).SCAFFOLD_CRD,
    load: async () => (await import('../commands/scaffold-crd.ts')).runScaffoldCrd,
  },
  {
    name: 'scaffold aa',
    summary: 'Write an extension API server in TypeScript, ready to run and to register',
    describe: async () => (await import('./details/scaffold-aa.ts')).SCAFFOLD_AA,
    load: async () => (await import('../commands/scaffold-aa.ts')).runScaffoldAa,
  },
  {
    name: 'scaffold update',
    summary: 'Merge what this kx renders into a directory that was edited since',
    describe: async () => (await import('./details/scaffold-update.ts')).SCAFFOLD_UPDATE,
    load: async () => (await import('../commands/scaffold-update.ts')).runScaffoldUpdate,
  },
  {
    name: 'certs gen',
    summary: 'Make a CA and a certificate for the caBundle of an APIService or webhook',
    describe: async () => (await import('./details/certs-gen.ts')).CERTS_GEN,
    load: async () => (await import('../commands/certs-gen.ts')).runCertsGen,
  },
  {
    name: 'discover',
    summary: 'Walk /api and /apis as kubectl does, and say who serves what',
    describe: async () => (await import('./details/discover.ts')).DISCOVER,
    load: async () => (await import('../commands/discover.ts')).runDiscover,
  },
  {
    name: 'demo',
    summary: 'Play the whole story on this machine, without a cluster',
    describe: async () => (await import('./details/demo.ts')).DEMO,
    load: async () => (await import('../commands/demo.ts')).runDemo,
  },
  {
    name: 'completion',
    summary: 'Print the completion script of a shell',
    describe: async () => (await import('./details/completion.ts')).COMPLETION,
    load: async () => (await import('../commands/completion.ts')).runCompletion,
  },
];
