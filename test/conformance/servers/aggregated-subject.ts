import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
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
import { startWebhook } from './webhook.ts';

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
  startable: Startable,
  { controlPlane, hasControllers, hasPatience = false }: Cluster,
  next?: Startable,
): Promise<RunningSubject> {
  const succeed = succeedIn(controlPlane);
  const backend = await startBackend(startable, controlPlane);
  return {
    endpoint: endpointOf(controlPlane),
    mode: 'aggregated',
    makeNamespace: async (name) => void (await succeed(['create', 'namespace', name])),
    means: {
      backend,
      startWebhook,
      kubectls: await kubectlsFor(controlPlane),
      ...(hasControllers ? { controllers: true } : {}),
      ...(hasPatience ? { patience: true } : {}),
      ...(next === undefined
        ? {}
        : { upgrade: upgradeTo(next, { controlPlane, manifests: backend.manifests }) }),
    },
    stop: backend.stop,
  };
}

/** @returns what puts a server in the place of the one of these manifests, and that one back after the work */
function upgradeTo(
  next: Startable,
  { controlPlane, manifests }: { readonly controlPlane: ControlPlane; readonly manifests: string },
): Means['upgrade'] {
  const succeed = succeedIn(controlPlane);
  return async (work) => {
    const { stop } = await startBackend(next, controlPlane);
    try {
      await work();
    } finally {
      await succeed(['delete', 'apiservice', `${FIXTURE.nextVersion}.${FIXTURE.group}`]);
      await succeed(['apply', '-f', '-'], manifests);
      await stop();
    }
  };
}

/** Registers a server and starts it. @returns once it is available */
async function startBackend(
  { project, program, storageFlags }: Startable,
  controlPlane: ControlPlane,
): Promise<Means['backend'] & { readonly stop: () => Promise<void> }> {
  const succeed = succeedIn(controlPlane);
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
  const documents = parseAllDocuments(await succeed(['kustomize', join(project, 'deploy')]));
  return {
    signal,
    output,
    manifests,
    deployment: documents.map((each) => each.toJS()),
    apiService: API_SERVICE,
    service: `${NAMESPACE}/${PROJECT}`,
    port,
    certFile,
    keyFile,
    stop: async () => {
      signal('SIGCONT');
      signal('SIGTERM');
      await server.ended;
    },
  };
}

/** @returns what runs kubectl as administrator, and gives what it printed. @throws Error where it fails */
function succeedIn(controlPlane: ControlPlane) {
  return async (args: readonly string[], stdin = ''): Promise<string> => {
    const { exitCode, stdout, stderr } = await kubectl(controlPlane, args, { stdin });
    if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
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
