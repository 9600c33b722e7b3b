import { existsSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerKind } from './server-kind.ts';
import { TYPESCRIPT_MEMORY, TYPESCRIPT_SQLITE } from './typescript-servers.ts';

const PACKAGES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** @returns the server that keeps its objects in an etcd; servers with the same directory share them */
export function typescriptEtcd(servers: readonly string[]): ServerKind {
  return {
    ...TYPESCRIPT_MEMORY,
    id: 'typescript-etcd',
    title: 'TypeScript, etcd',
    scaffold: [...TYPESCRIPT_MEMORY.scaffold, '--storage', 'etcd'],
    program: (project) => {
      // Instead of `npm ci`: the packages of its lock file are among this repository's.
      const packages = join(project, 'node_modules');
      if (!existsSync(packages)) symlinkSync(PACKAGES, packages);
      return TYPESCRIPT_MEMORY.program(project);
    },
    usualFlags: { ...TYPESCRIPT_MEMORY.usualFlags, 'etcd-servers': servers.join(',') },
    sharesStore: true,
    otherStores: [{ storage: 'memory' }],
    storageFlags: (directory) => ({
      'etcd-servers': servers.join(','),
      'etcd-prefix': `/${basename(directory)}`,
    }),
    // What is kept outlives the process, as with SQLite.
    fails: {
      ...TYPESCRIPT_SQLITE.fails,
      direct: new Map([
        ...TYPESCRIPT_SQLITE.fails.direct,
        [
          66,
          'etcd keeps every change until it is compacted, five minutes later; etcd-storage.test.ts has it then',
        ],
      ]),
    },
  };
}
