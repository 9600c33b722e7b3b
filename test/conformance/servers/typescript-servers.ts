import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeOfVersion } from '../../support/node-version.ts';
import type { Program } from './program.ts';
import type { ServerKind } from './server-kind.ts';

/** As its user runs it: no build, a Node that strips types; an older one gets the hooks that kx brings. */
function withThisNode(project: string): Program {
  const stripsTypes = 'stripTypeScriptTypes' in process.getBuiltinModule('node:module');
  const hooks = fileURLToPath(new URL('../../../dist/strip-types.js', import.meta.url));
  const args = [...(stripsTypes ? [] : ['--import', hooks]), 'src/main.ts'];
  return { command: process.execPath, args, cwd: project };
}

/** `npm start` */
const CERTIFICATES = {
  'tls-cert-file': 'certs/tls.crt',
  'tls-private-key-file': 'certs/tls.key',
  'client-ca-file': 'certs/ca.crt',
};

/** `npm test`; an older Node would have to be told of the TypeScript. */
const ownTests = (project: string): Program => {
  const args = ['--test', '--test-timeout=60000', 'test/*.test.ts'];
  return { command: nodeOfVersion('22.23.3'), args, cwd: project };
};

/** What `scaffold` asks for. */
const STREAMS = ['--connect', 'logs,console'];

export const TYPESCRIPT_MEMORY: ServerKind = {
  id: 'typescript-memory',
  title: 'TypeScript, memory',
  scaffold: STREAMS,
  streams: ['log', 'console'],
  program: withThisNode,
  storageFlags: () => ({}),
  usualFlags: CERTIFICATES,
  ownTests,
  fails: {
    aggregated: new Map(),
    direct: new Map([
      [104, 'its objects go with the process, as --storage=memory says'],
      [111, 'its objects go with the process, as --storage=memory says'],
      [112, 'its objects go with the process, as --storage=memory says'],
    ]),
  },
};

export const TYPESCRIPT_SQLITE: ServerKind = {
  id: 'typescript-sqlite',
  title: 'TypeScript, SQLite',
  scaffold: ['--storage', 'sqlite', ...STREAMS],
  streams: ['log', 'console'],
  // Node 20 has no SQLite.
  program: (project) => ({ command: nodeOfVersion('22.23.3'), args: ['src/main.ts'], cwd: project }),
  storageFlags: (directory) => ({ 'data-dir': join(directory, 'data') }),
  usualFlags: CERTIFICATES,
  ownTests,
  otherStores: [{ storage: 'memory' }],
  fails: { direct: new Map(), aggregated: new Map() },
};
