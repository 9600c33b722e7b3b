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
    name: 'certs inspect',
    summary: 'Show what certificates, keys, manifests and live servers hold',
    describe: async () => (await import('./details/certs-inspect.ts')).CERTS_INSPECT,
    load: async () => (await import('../commands/certs-inspect.ts')).runCertsInspect,
  },
  {
    name: 'certs verify',
    summary: 'Say what is wrong with certificates, and who refuses them, before a cluster does',
    describe: async () => (await import('./details/certs-verify.ts')).CERTS_VERIFY,
    load: async () => (await import('../commands/certs-verify.ts')).runCertsVerify,
  },
  {
    name: 'certs renew',
    summary: 'Make a new certificate of the same CA, with the names of the present one',
    describe: async () => (await import('./details/certs-renew.ts')).CERTS_RENEW,
    load: async () => (await import('../commands/certs-renew.ts')).runCertsRenew,
  },
  {
    name: 'certs rotate',
    summary: 'Change the CA in three stages, between which no request fails',
    describe: async () => (await import('./details/certs-rotate.ts')).CERTS_ROTATE,
    load: async () => (await import('../commands/certs-rotate.ts')).runCertsRotate,
  },
  {
    name: 'certs bundle',
    summary: 'Print the caBundle of CA certificates',
    describe: async () => (await import('./details/certs-bundle.ts')).CERTS_BUNDLE,
    load: async () => (await import('../commands/certs-bundle.ts')).runCertsBundle,
  },
  {
    name: 'certs csr',
    summary: 'Make a key and a request that another CA signs, or manifests for cert-manager',
    describe: async () => (await import('./details/certs-csr.ts')).CERTS_CSR,
    load: async () => (await import('../commands/certs-csr.ts')).runCertsCsr,
  },
  {
    name: 'certs patch',
    summary: 'Put a CA into the caBundle fields of manifests or of a cluster',
    describe: async () => (await import('./details/certs-patch.ts')).CERTS_PATCH,
    load: async () => (await import('../commands/certs-patch.ts')).runCertsPatch,
  },
  {
    name: 'discover',
    summary: 'Walk /api and /apis as kubectl does; who serves what, and what names mean',
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
