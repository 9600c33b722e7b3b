import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpointOf } from '../../cluster/endpoint-of.ts';
import { isDiscovered } from '../../cluster/is-discovered.ts';
import { kubectl } from '../../cluster/kubectl.ts';
import { installedKubectls } from '../../cluster/kubectls.ts';
import type { ControlPlane } from '../../controlplane/control-plane.ts';
import { freePorts } from '../../controlplane/free-ports.ts';
import { FIXTURE } from '../fixture.ts';
import type { Means } from '../means.ts';
import { PROJECT } from '../scaffold-flags.ts';
import type { RunningSubject, Startable } from './direct-subject.ts';
import { wordsOf } from './program.ts';
import { startProcess, untilReady } from './start-process.ts';

const NAMESPACE = `${PROJECT}-system`;
const API_SERVICE = `${FIXTURE.version}.${FIXTURE.group}`;

/** A control plane, and what checks may expect of it. */
export type Cluster = {
  readonly controlPlane: ControlPlane;
  readonly hasControllers: boolean;
  /** Whether checks may wait for more than a minute. */
  readonly hasPatience?: boolean;
};

/** Starts a server behind the kube-apiserver of a control plane, registered with the manifests of deploy/local. */
export async function startAggregatedSubject(
  { project, program, storageFlags }: Startable,
  { controlPlane, hasControllers, hasPatience = false }: Cluster,
): Promise<RunningSubject> {
  const succeed = async (args: readonly string[], stdin = ''): Promise<string> => {
    const { exitCode, stdout, stderr } = await kubectl(controlPlane, args, { stdin });
    if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  };
  const [port = 0] = await freePorts(1);
  const shipped = await succeed(['kustomize', join(project, 'deploy/local')]);
  // What a user registers is the port that the server has unless it is told another.
  const manifests = shipped.replaceAll('port: 8443', `port: ${port}`);
  await succeed(['apply', '-f', '-'], manifests);
  const token = await succeed(['create', 'token', PROJECT, '-n', NAMESPACE]);
  const [certFile, keyFile] = [join(project, 'certs/tls.crt'), join(project, 'certs/tls.key')];
  const flags = {
    'secure-port': String(port),
    'tls-cert-file': certFile,
    'tls-private-key-file': keyFile,
    kubeconfig: kubeconfigOf(controlPlane, token.trim()),
    v: '4',
    ...storageFlags(project),
  };
  const server = startProcess(program, wordsOf(flags));
  const isAvailable = async () => {
    const conditions = 'jsonpath={.status.conditions[?(@.type=="Available")].status}';
    return (await succeed(['get', 'apiservice', API_SERVICE, '-o', conditions])) === 'True';
  };
  const endpoint = endpointOf(controlPlane);
  await untilReady(server, async () => (await isAvailable()) && (await isDiscovered(endpoint, FIXTURE)));
  const { signal, output } = server;
  const service = `${NAMESPACE}/${PROJECT}`;
  const pair = { certFile, keyFile };
  const backend = { signal, output, manifests, apiService: API_SERVICE, service, port, ...pair };
  return {
    endpoint,
    mode: 'aggregated',
    makeNamespace: async (name) => void (await succeed(['create', 'namespace', name])),
    means: {
      backend,
      kubectls: await kubectlsFor(controlPlane),
      ...(hasControllers ? { controllers: true } : {}),
      ...(hasPatience ? { patience: true } : {}),
    },
    stop: async () => {
      server.signal('SIGCONT');
      server.signal('SIGTERM');
      await server.ended;
    },
  };
}

/** @returns the kubectls of this machine, as administrator of the control plane */
export async function kubectlsFor(controlPlane: ControlPlane): Promise<Means['kubectls']> {
  return (await installedKubectls()).map(({ version, program }) => ({
    version,
    run: (args, stdin = '') => kubectl(controlPlane, args, { program, stdin }),
  }));
}

function kubeconfigOf({ dir, server, serverCaFile }: ControlPlane, token: string): string {
  const file = join(dir, `${PROJECT}.kubeconfig`);
  const lines = [
    'apiVersion: v1',
    'kind: Config',
    'current-context: here',
    `contexts: [{name: here, context: {cluster: here, user: ${PROJECT}}}]`,
    `clusters: [{name: here, cluster: {server: "${server}", certificate-authority: "${serverCaFile}"}}]`,
    `users: [{name: ${PROJECT}, user: {token: "${token}"}}]`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
