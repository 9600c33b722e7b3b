import type { IncomingMessage } from 'node:http';
import { Agent, request as startRequest } from 'node:https';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll } from 'vitest';
import type { KindDefinition } from '../../../templates/aa/typescript/src/server/api/kind-definition.ts';
import { createLog } from '../../../templates/aa/typescript/src/server/log/log.ts';
import { completeOptions } from '../../../templates/aa/typescript/src/server/options/complete-options.ts';
import { parseFlags } from '../../../templates/aa/typescript/src/server/options/parse-flags.ts';
import { type RunningServer, startServer } from '../../../templates/aa/typescript/src/server/run-server.ts';
import { createMemoryStorage } from '../../../templates/aa/typescript/src/server/storage/memory-storage.ts';
import type { Storage } from '../../../templates/aa/typescript/src/server/storage/storage.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { widgetClassKind, widgetKind } from './widget-kinds.ts';

/** A request of a test; `as` names the client certificate, '' shows none. */
export type Call = {
  readonly method?: string;
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly as?: string;
};

/** A reply with its body read: as text, and as JSON where it is some. */
type Answer = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly json: unknown;
};

/** A listening server and how to talk to it. */
export type TestServer = {
  readonly certificates: Certificates;
  readonly log: string[];
  readonly port: () => number;
  readonly call: (path: string, call?: Call) => Promise<Answer>;
  /** Begins a request and gives its reply once the headers are there. */
  readonly open: (path: string, call?: Call) => Promise<IncomingMessage>;
  /** Begins a watch and gives a function that waits for the next event. */
  readonly watch: (path: string, call?: Call) => Promise<Watch>;
  readonly stop: () => Promise<void>;
};

/** An open watch: `next` waits for an event, undefined when the server has ended it. */
type Watch = {
  readonly next: () => Promise<{ readonly type: string; readonly object: unknown } | undefined>;
  readonly close: () => void;
};

const widgetKinds = [widgetKind, widgetClassKind];

/** Starts a server for all tests of a file, on a free port, with certificates of its own; more flags may follow. */
export const useServer = (...more: readonly string[]): TestServer => useServerOf(widgetKinds, ...more);

/** The same for other kinds. */
export const useServerOf = (kinds: readonly KindDefinition[], ...more: readonly string[]): TestServer =>
  useServerWith({ kinds, flags: more });

/** The same with objects that are there before it. */
export const useServerWith = (parts: Pick<Started, 'kinds' | 'flags' | 'storage'>): TestServer => {
  const log: string[] = [];
  const certificates = makeCertificates();
  const agents = new Map<string, Agent>();
  let server: RunningServer | undefined;

  beforeAll(async () => {
    server = await startTestServer(certificates, { ...parts, log });
  });
  afterAll(async () => {
    for (const agent of agents.values()) agent.destroy();
    await server?.stop();
    certificates.remove();
  });

  const agentOf = (name: string): Agent => {
    const known = agents.get(name) ?? new Agent({ keepAlive: true, ...tlsOptions(certificates, name) });
    agents.set(name, known);
    return known;
  };
  const port = () => server?.port ?? 0;
  const open = (path: string, call: Call = {}) =>
    send(port(), path, { ...call, agent: agentOf(call.as ?? 'admin') });
  return {
    certificates,
    log,
    port,
    open,
    call: async (path, call) => readAnswer(await open(path, call)),
    watch: async (path, call) => readEvents(await open(path, call)),
    stop: async () => server?.stop(),
  };
};

/** What a server of a test consists of. */
type Started = {
  readonly kinds?: readonly KindDefinition[];
  readonly flags?: readonly string[];
  readonly log?: string[];
  /** Who says which clients are believed. */
  readonly authorities?: 'flags' | 'cluster';
  readonly storage?: Storage;
};

/** Starts a server on a free port. */
export const startTestServer = (
  certificates: Certificates,
  {
    kinds = widgetKinds,
    flags = [],
    log = [],
    authorities = 'flags',
    storage = createMemoryStorage(1000, 50),
  }: Started = {},
): Promise<RunningServer> => {
  const { options, problems } = completeOptions(
    parseFlags([...serverFlags(certificates, authorities), ...flags]),
  );
  if (options === undefined) throw new Error(problems.join('\n'));
  const now = () => new Date();
  return startServer(
    {
      name: 'my-aa',
      kinds,
      storage,
      now,
      log: createLog(options.verbosity, { write: (line) => log.push(line), now, pid: 1 }),
    },
    options,
  );
};

const serverFlags = ({ file }: Certificates, authorities: 'flags' | 'cluster'): readonly string[] => [
  '--secure-port=0',
  '--bind-address=127.0.0.1',
  `--tls-cert-file=${file('tls.crt')}`,
  `--tls-private-key-file=${file('tls.key')}`,
  ...(authorities === 'cluster'
    ? []
    : [
        `--client-ca-file=${file('client-ca.crt')}`,
        `--requestheader-client-ca-file=${file('proxy-ca.crt')}`,
        '--requestheader-allowed-names=front-proxy-client',
      ]),
];

/** The status of a GET over a connection of this agent. */
export const statusOf = async (
  port: number,
  { path, agent, headers = {} }: Pick<Call, 'headers'> & { readonly path: string; readonly agent: Agent },
): Promise<number> => {
  const reply = await send(port, path, { agent, headers });
  reply.resume();
  return reply.statusCode ?? 0;
};

/** What a client needs to trust the server and to show a certificate. */
export const tlsOptions = ({ pem }: Certificates, name: string) => ({
  ca: pem('server-ca.crt'),
  servername: 'my-aa.my-aa-system.svc',
  ...(name === '' ? {} : { cert: pem(`${name}.crt`), key: pem(`${name}.key`) }),
});

const send = (port: number, path: string, call: Call & { readonly agent: Agent }): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const body = bodyOf(call.body);
    const headers = {
      ...(body === undefined
        ? {}
        : { 'Content-Type': call.type ?? 'application/json', 'Content-Length': body.length }),
      ...call.headers,
    };
    const method = call.method ?? (body === undefined ? 'GET' : 'POST');
    const request = startRequest(
      { host: '127.0.0.1', port, path, method, headers, agent: call.agent },
      resolve,
    );
    request.on('error', reject);
    request.end(body);
  });

const bodyOf = (body: unknown): Buffer | undefined => {
  if (body === undefined) return undefined;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
};

/** Reads the rest of a reply. */
const readAnswer = async (reply: IncomingMessage): Promise<Answer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return { status: reply.statusCode ?? 0, headers: reply.headers, text, json: jsonOf(text) };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const readEvents = (reply: IncomingMessage): Watch => {
  const lines = createInterface({ input: reply })[Symbol.asyncIterator]();
  return {
    next: async () => {
      const { value, done } = await lines.next();
      return done === true ? undefined : JSON.parse(value);
    },
    close: () => reply.destroy(),
  };
};
