import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Certificates } from '../../unit/aa-server/certificates.ts';
import { type ObjectStore, openObjectStore } from './object-store.ts';

/** What a SubjectAccessReview asks. */
type AccessReview = {
  readonly user?: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
  readonly resourceAttributes?: Readonly<Record<string, string>>;
  readonly nonResourceAttributes?: Readonly<Record<string, string>>;
};

/** A user as a TokenReview tells of one. */
type TokenUser = {
  readonly username: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
};

/** As much of a kube-apiserver as an extension API server asks: reviews, namespaces and ConfigMaps. */
export type ClusterStub = {
  /** A file. */
  readonly kubeconfig: string;
  /** Every SubjectAccessReview that was asked, in order. */
  readonly accessReviews: AccessReview[];
  /** Tokens of TokenReviews that were asked, in order. */
  readonly tokenReviews: string[];
  /** Decides SubjectAccessReviews; at first anybody but alice may do everything. */
  allows: (review: AccessReview) => boolean;
  /** Tokens that are good. */
  readonly tokens: Map<string, TokenUser>;
  /** Statuses of requests whose path ends with a word, as `subjectaccessreviews`; `cut` closes the connection instead. */
  readonly refusals: Map<string, number | 'cut'>;
  readonly objects: ObjectStore;
  readonly makeNamespace: (name: string) => void;
  readonly stop: () => Promise<void>;
};

/** Whom RBAC lets read what everybody may read (the roles system:discovery and system:public-info-viewer). */
const PUBLIC = /^\/(healthz|livez|readyz|version|openapi|api|apis)(\/|$)/;

/** Starts it on a free port, with a certificate that the CA `server-ca` signs. */
export async function startClusterStub(certificates: Certificates): Promise<ClusterStub> {
  const objects = openObjectStore();
  const stub: Omit<ClusterStub, 'kubeconfig' | 'stop'> = {
    accessReviews: [],
    tokenReviews: [],
    allows: ({ user, nonResourceAttributes }) =>
      PUBLIC.test(nonResourceAttributes?.['path'] ?? '') || (user !== 'alice' && user !== 'system:anonymous'),
    tokens: new Map(),
    refusals: new Map(),
    objects,
    makeNamespace: (name) => objects.put('/api/v1/namespaces', namespaceOf(name)),
  };
  const extensions = ['subjectAltName=DNS:localhost', 'extendedKeyUsage=serverAuth'];
  certificates.issue('stub', 'server-ca', { subject: '/CN=stub', extensions });
  const server = createServer(
    { cert: certificates.pem('stub.crt'), key: certificates.pem('stub.key') },
    (request, response) => void answer(stub, request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return Object.assign(stub, {
    kubeconfig: writeKubeconfig(certificates, port),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  });
}

const namespaceOf = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
  spec: { finalizers: ['kubernetes'] },
  status: { phase: 'Active' },
});

async function answer(
  stub: Omit<ClusterStub, 'kubeconfig' | 'stop'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://localhost');
  const refusal = stub.refusals.get(url.pathname.split('/').at(-1) ?? '');
  if (refusal === 'cut') return void request.socket.destroy();
  if (refusal !== undefined) return reply(response, refusal, statusOf(refusal));
  if (request.method !== 'POST') return stub.objects.answer(url, response);
  const body = JSON.parse(await textOf(request));
  if (url.pathname.endsWith('/subjectaccessreviews')) {
    stub.accessReviews.push(body.spec);
    return reply(response, 201, { ...body, status: { allowed: stub.allows(body.spec) } });
  }
  if (url.pathname.endsWith('/tokenreviews')) {
    stub.tokenReviews.push(body.spec.token);
    const user = stub.tokens.get(body.spec.token);
    const status = user === undefined ? { authenticated: false } : { authenticated: true, user };
    return reply(response, 201, { ...body, status });
  }
  reply(response, 201, body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

const statusOf = (code: number) => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason: code === 403 ? 'Forbidden' : 'InternalError',
  message: 'it is refused',
  code,
});

function writeKubeconfig(certificates: Certificates, port: number): string {
  const file = certificates.file(`stub-${port}.kubeconfig`);
  const ca = certificates.file('server-ca.crt');
  const server = `server: "https://127.0.0.1:${port}", tls-server-name: localhost`;
  const lines = [
    'apiVersion: v1',
    'kind: Config',
    'current-context: stub',
    'contexts: [{name: stub, context: {cluster: stub, user: server}}]',
    `clusters: [{name: stub, cluster: {${server}, certificate-authority: "${ca}"}}]`,
    'users: [{name: server, user: {token: secret}}]',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
