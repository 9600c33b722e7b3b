import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Certificates } from './certificates.ts';

/** What a review asks about. */
type SeenSpec = {
  readonly user?: string;
  readonly resourceAttributes?: Readonly<Record<string, string>>;
};

/** A request that came, with its body parsed. */
export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: { readonly spec?: SeenSpec };
};

/** What to answer: a status with a body, or nothing for the connection to be cut. */
export type FakeAnswer =
  | { readonly status: number; readonly body: object; readonly headers?: Record<string, string> }
  | undefined;

/** A server that says what a test wants it to, and notes what it was asked. */
export type FakeKubeApiserver = {
  readonly port: number;
  readonly seen: Seen[];
  /** By the last segment of a path: what POSTs and GETs of single objects answer. */
  readonly answers: Map<string, (seen: Seen) => FakeAnswer>;
  /** Collections by path: what lists answer and watches begin with. */
  readonly collections: Map<string, object[]>;
  /** Sends an event to every open watch of a path. */
  readonly send: (path: string, type: string, object: object) => void;
  /** Cuts every open watch. */
  readonly cutWatches: () => void;
  readonly stop: () => Promise<void>;
};

/** Starts it with the certificate tls.crt, on `port` if that is to be the one of before. */
export const startFakeKubeApiserver = async (
  certificates: Certificates,
  port = 0,
): Promise<FakeKubeApiserver> => {
  const seen: Seen[] = [];
  const answers: FakeKubeApiserver['answers'] = new Map();
  const collections = new Map<string, object[]>();
  const watches = new Map<ServerResponse, string>();
  const server = createServer(
    { cert: certificates.pem('tls.crt'), key: certificates.pem('tls.key') },
    async (request, response) => {
      const asked = await readSeen(request);
      seen.push(asked);
      const collection = collections.get(asked.path);
      if (asked.query.get('watch') === 'true') {
        watches.set(response, asked.path);
        response.on('close', () => watches.delete(response));
        response.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders();
        return;
      }
      if (collection !== undefined)
        return reply(response, {
          status: 200,
          body: { metadata: { resourceVersion: '1' }, items: collection },
        });
      const answer = answers.get(asked.path.split('/').at(-1) ?? '') ?? missing;
      reply(response, answer(asked));
    },
  );
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    seen,
    answers,
    collections,
    send: (path, type, object) => {
      for (const [response, watched] of watches)
        if (watched === path) response.write(`${JSON.stringify({ type, object })}\n`);
    },
    cutWatches: () => {
      for (const response of watches.keys()) response.destroy();
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
};

const readSeen = async (request: IncomingMessage): Promise<Seen> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', 'https://localhost');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    authorization: request.headers.authorization,
    body: text === '' ? {} : JSON.parse(text),
  };
};

const missing = (): FakeAnswer => ({
  status: 404,
  body: { kind: 'Status', message: 'not found', code: 404 },
});

const reply = (response: ServerResponse, answer: FakeAnswer): void => {
  if (answer === undefined) return void response.destroy();
  response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
  response.end(JSON.stringify(answer.body));
};

/** Writes a kubeconfig for it, with these lines for its user. */
export const writeKubeconfig = (
  certificates: Certificates,
  port: number,
  user: readonly string[] = ['token: secret'],
): string => {
  const file = certificates.file(`kubeconfig-${port}`);
  const lines = [
    'apiVersion: v1',
    'kind: Config',
    'current-context: here',
    'contexts:',
    '- name: here',
    '  context: {cluster: fake, user: me}',
    'clusters:',
    '- name: fake',
    '  cluster:',
    `    server: https://127.0.0.1:${port}`,
    '    tls-server-name: my-aa.my-aa-system.svc',
    '    certificate-authority: server-ca.crt',
    'users:',
    '- name: me',
    '  user:',
    ...user.map((line) => `    ${line}`),
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};
