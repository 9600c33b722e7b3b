import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../controlplane/free-ports.ts';
import { type Certificates, makeCertificates } from '../../unit/aa-server/certificates.ts';
import { type Endpoint, open, readAnswer } from '../exchange.ts';
import type { Flags, Instance, LaunchOptions, Means } from '../means.ts';
import type { Subject } from '../run-checks.ts';
import { PROJECT } from '../scaffold-flags.ts';
import { startClusterStub } from './cluster-stub.ts';
import { directEndpoint } from './direct-endpoint.ts';
import { type Program, wordsOf } from './program.ts';
import { startProcess, untilReady } from './start-process.ts';

/** A scaffolded server that can be started. */
export type Startable = {
  /** The directory that kx scaffolded, with its certs/. */
  readonly project: string;
  readonly program: Program;
  /** Where a server keeps its objects, given a directory of its own. */
  readonly storageFlags: (directory: string) => Flags;
};

/** What a subject may have beside a server that can be started. */
export type Further = {
  /** The release after it. */
  readonly next?: Startable | undefined;
  readonly means?: Partial<Means>;
};

/** A subject whose processes this one runs. */
export type RunningSubject = Subject & { readonly stop: () => Promise<void> };

/** The Service of deploy/, by whose name certificates are checked. */
export const SERVER_NAME = `${PROJECT}.${PROJECT}-system.svc`;

/** Starts a server that is reached over its own port, with a stub in the place of kube-apiserver. */
export async function startDirectSubject(
  startable: Startable,
  { next, means = {} }: Further = {},
): Promise<RunningSubject> {
  const made: Instance[] = [];
  const launch = async (options: LaunchOptions = {}) => {
    const release = options.release === 'next' ? next : startable;
    if (release === undefined) throw new Error('there is no next release');
    const instance = await launchServer(release, options);
    made.push(instance);
    return instance;
  };
  const main = await launch();
  return {
    endpoint: main.endpoint,
    mode: 'direct',
    makeNamespace: async (name) => main.cluster.makeNamespace(name),
    means: { ...means, launch, frontProxy: true, ...(next === undefined ? {} : { nextRelease: true }) },
    stop: async () => {
      for (const { signal } of made) signal('SIGKILL');
      await Promise.all(made.map(({ ended }) => ended));
      for (const { cluster, certificates } of made) {
        await cluster.stop();
        certificates.remove();
      }
    },
  };
}

/** Starts one more server of the kind, on a free port. @throws Error with what it printed where it does not start */
async function launchServer(
  { project, program, storageFlags }: Startable,
  { flags = {}, like, waits = true }: LaunchOptions,
): Promise<Instance> {
  const certificates = like?.certificates ?? certificatesOf(project);
  const cluster = like?.cluster ?? (await clusterFor(certificates));
  const [port = 0] = await freePorts(1);
  const usual: Flags = {
    'secure-port': String(port),
    'bind-address': '127.0.0.1',
    'tls-cert-file': certificates.file('tls.crt'),
    'tls-private-key-file': certificates.file('tls.key'),
    'client-ca-file': certificates.file('client-ca.crt'),
    'requestheader-client-ca-file': certificates.file('proxy-ca.crt'),
    'requestheader-allowed-names': 'front-proxy-client',
    kubeconfig: cluster.kubeconfig,
    v: '2',
    ...storageFlags(certificates.directory),
  };
  const started = startProcess(program, wordsOf({ ...usual, ...flags }));
  const endpoint = endpointOf(certificates, port);
  const isReady = async () => (await readAnswer(await open(endpoint, { path: '/readyz' }))).status === 200;
  if (waits) await untilReady(started, isReady);
  return { endpoint, port, certificates, cluster, ...started };
}

/** The certificates of tests, and in the place of tls those that kx made for the project. */
function certificatesOf(project: string): Certificates {
  const certificates = makeCertificates();
  for (const name of ['ca.crt', 'ca.key', 'tls.crt', 'tls.key']) {
    copyFileSync(join(project, 'certs', name), certificates.file(name));
  }
  return certificates;
}

async function clusterFor(certificates: Certificates) {
  const cluster = await startClusterStub(certificates);
  for (const name of ['default', 'kube-system']) cluster.makeNamespace(name);
  cluster.objects.put('/api/v1/namespaces/kube-system/configmaps', {
    metadata: { name: 'extension-apiserver-authentication', namespace: 'kube-system' },
    data: {
      'client-ca-file': certificates.pem('client-ca.crt'),
      'requestheader-client-ca-file': certificates.pem('proxy-ca.crt'),
      'requestheader-allowed-names': '["front-proxy-client"]',
      'requestheader-username-headers': '["X-Remote-User"]',
      'requestheader-uid-headers': '["X-Remote-Uid"]',
      'requestheader-group-headers': '["X-Remote-Group"]',
      'requestheader-extra-headers-prefix': '["X-Remote-Extra-"]',
    },
  });
  return cluster;
}

function endpointOf(certificates: Certificates, port: number): Endpoint {
  const pairOf = (name: string) => ({
    cert: certificates.pem(`${name}.crt`),
    key: certificates.pem(`${name}.key`),
  });
  return directEndpoint({
    url: `https://127.0.0.1:${port}`,
    tls: { ca: certificates.pem('ca.crt'), servername: SERVER_NAME },
    admin: pairOf('admin'),
    frontProxy: pairOf('proxy'),
  });
}
