import { join } from 'node:path';
import { go } from '../../cluster/go-command.ts';
import type { Program } from './program.ts';
import type { ServerKind } from './server-kind.ts';

/** Built once: a start compiles nothing. */
function built(project: string): Program {
  go(project, 'build', '-o', 'server.bin', '.');
  return { command: join(project, 'server.bin'), args: [], cwd: project };
}

const NO_FAILURES = { direct: new Map<number, string>(), aggregated: new Map<number, string>() };

export const GO_APISERVER: ServerKind = {
  id: 'go-apiserver',
  title: 'Go, k8s.io/apiserver',
  scaffold: [
    '--language',
    'go',
    '--library',
    'apiserver',
    '--storage',
    'memory',
    '--connect',
    'logs,console',
  ],
  program: built,
  // An etcd inside the process, which keeps what it has there.
  storageFlags: (directory) => ({ 'data-dir': join(directory, 'etcd') }),
  needsGo: true,
  streams: ['log', 'console'],
  fails: NO_FAILURES,
};

/** What a server has to leave out to be read from top to bottom. */
const LEFT_OUT = new Map([
  [72, 'watches are not had over WebSockets'],
  [96, 'it has no audit log'],
  [97, 'it has no audit log'],
  [99, 'it counts requests and measures none'],
]);

export const GO_NET_HTTP: ServerKind = {
  id: 'go-net-http',
  title: 'Go, net/http',
  scaffold: ['--language', 'go', '--library', 'net-http'],
  program: built,
  storageFlags: () => ({}),
  needsGo: true,
  streams: [],
  fails: {
    direct: new Map([
      ...LEFT_OUT,
      [27, 'OpenAPI v2 is JSON alone, as the aggregator asks for it'],
      [104, 'its objects go with the process'],
    ]),
    aggregated: LEFT_OUT,
  },
};
