import { join } from 'node:path';
import { GO_ENVIRONMENT, go } from '../../cluster/go-command.ts';
import type { Program } from './program.ts';
import type { ServerKind } from './server-kind.ts';

/** Built once: a start compiles nothing. */
function built(project: string): Program {
  go(project, 'build', '-o', 'server.bin', '.');
  return { command: join(project, 'server.bin'), args: [], cwd: project };
}

/** `go test ./...`, to which no network is of use. */
function ownTests(project: string): Program {
  const settings = Object.entries({ ...GO_ENVIRONMENT, GOPROXY: 'off' }).map(
    ([name, value]) => `${name}=${value}`,
  );
  return { command: 'env', args: [...settings, 'go', 'test', './...'], cwd: project };
}

const NO_FAILURES = { direct: new Map<number, string>(), aggregated: new Map<number, string>() };

/** A server on a library, with an etcd inside the process, and all that the library can be asked for. */
function wholeOf(library: string): readonly string[] {
  const platform = ['--language', 'go', '--library', library];
  return [...platform, '--storage', 'memory', '--connect', 'logs,console'];
}

export const GO_APISERVER: ServerKind = {
  id: 'go-apiserver',
  title: 'Go, k8s.io/apiserver',
  scaffold: wholeOf('apiserver'),
  program: built,
  // An etcd inside the process, which keeps what it has there.
  storageFlags: (directory) => ({ 'data-dir': join(directory, 'etcd') }),
  usualFlags: { storage: 'memory' },
  ownTests,
  needsGo: true,
  streams: ['log', 'console'],
  fails: NO_FAILURES,
};

/** What Kubernetes 1.31 does otherwise, whose libraries apiserver-runtime stands on, and what it lets nobody change. */
const OF_OLDER_LIBRARIES = new Map([
  [34, 'the library names the version that it does not know, as kube-apiserver does for its own kinds'],
  [46, 'Kubernetes 1.31 words another value of dryRun otherwise'],
]);

export const GO_APISERVER_RUNTIME: ServerKind = {
  ...GO_APISERVER,
  id: 'go-apiserver-runtime',
  title: 'Go, apiserver-runtime',
  scaffold: wholeOf('apiserver-runtime'),
  fails: {
    direct: new Map([
      ...OF_OLDER_LIBRARIES,
      [18, 'Kubernetes 1.31 reads no UID of a user from the headers of the front proxy'],
      [99, 'Kubernetes 1.31 counts the events of watches by kind, not by resource'],
    ]),
    aggregated: OF_OLDER_LIBRARIES,
  },
};

/** What a server has to leave out to be read from top to bottom. */
const LEFT_OUT = new Map([
  [63, 'answers are neither compressed nor indented'],
  [72, 'watches are not had over WebSockets'],
  [96, 'it has no audit log'],
  [97, 'it has no audit log'],
  [98, 'probes are answered as a whole, in a word'],
  [99, 'it has no metrics'],
  [100, 'it tells no version of its own'],
  [103, 'it limits the size and the time of requests, not how many there are at once'],
  [109, 'it has no metrics, and no probe that foretells the end of its certificate'],
]);

export const GO_NET_HTTP: ServerKind = {
  id: 'go-net-http',
  title: 'Go, net/http',
  scaffold: ['--language', 'go', '--library', 'net-http'],
  program: built,
  storageFlags: () => ({}),
  usualFlags: {},
  ownTests,
  needsGo: true,
  streams: [],
  fails: {
    direct: new Map([
      ...LEFT_OUT,
      [27, 'OpenAPI v2 is JSON alone, as the aggregator asks for it'],
      [73, 'it has no metrics, by which its watches could be counted'],
      [104, 'its objects go with the process'],
      [111, 'its objects go with the process'],
      [112, 'its objects go with the process'],
    ]),
    aggregated: new Map([
      ...LEFT_OUT,
      [117, 'webhooks and policies of the cluster are not called, as its README.md says'],
    ]),
  },
};
