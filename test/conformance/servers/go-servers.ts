import { join } from 'node:path';
import { go } from '../../cluster/go-command.ts';
import type { Program } from './program.ts';
import type { ServerKind } from './server-kind.ts';

/** Built once: a start compiles nothing. */
function built(project: string): Program {
  go(project, 'build', '-o', 'server.bin', '.');
  return { command: join(project, 'server.bin'), args: [], cwd: project };
}

const OF_THE_LIBRARY = new Map([
  [34, 'the library names the version that it does not know, as kube-apiserver does for its own kinds'],
]);

export const GO_APISERVER: ServerKind = {
  id: 'go-apiserver',
  title: 'Go, k8s.io/apiserver',
  scaffold: ['--language', 'go', '--library', 'apiserver', '--storage', 'memory'],
  program: built,
  storageFlags: () => ({}),
  needsGo: true,
  streams: [],
  fails: {
    direct: new Map([
      ...OF_THE_LIBRARY,
      [102, 'the library closes the WebSocket of a watch with 1000, whatever ends it'],
      [103, 'net/http of Go waits for the body that a client announced before it sends the 429'],
      [
        104,
        'the etcd inside the process goes with it, as --storage=memory says; that of --etcd-servers stays',
      ],
    ]),
    aggregated: OF_THE_LIBRARY,
  },
};

/** What Kubernetes 1.31 does otherwise, whose libraries apiserver-runtime stands on. */
const OF_OLDER_LIBRARIES = new Map([
  ...OF_THE_LIBRARY,
  [46, 'Kubernetes 1.31 words another value of dryRun otherwise'],
]);

export const GO_APISERVER_RUNTIME: ServerKind = {
  id: 'go-apiserver-runtime',
  title: 'Go, apiserver-runtime',
  scaffold: ['--language', 'go', '--library', 'apiserver-runtime', '--storage', 'memory'],
  program: built,
  storageFlags: () => ({}),
  needsGo: true,
  streams: [],
  fails: {
    direct: new Map([
      ...OF_OLDER_LIBRARIES,
      [18, 'Kubernetes 1.31 reads no UID of a user from the headers of the front proxy'],
      [99, 'Kubernetes 1.31 counts the events of watches by kind, not by resource'],
      [102, 'the library closes the WebSocket of a watch with 1000, whatever ends it'],
      [103, 'net/http of Go waits for the body that a client announced before it sends the 429'],
      [
        104,
        'the etcd inside the process goes with it, as --storage=memory says; that of --etcd-servers stays',
      ],
    ]),
    aggregated: OF_OLDER_LIBRARIES,
  },
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
      [103, 'a body that trickles in keeps its place among the requests until their timeout'],
      [104, 'its objects go with the process'],
    ]),
    aggregated: LEFT_OUT,
  },
};
