import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, request as startRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { kinds } from '../../src/kinds.ts';
import { createLog } from '../../src/server/log/log.ts';
import { completeOptions } from '../../src/server/options/complete-options.ts';
import { parseFlags } from '../../src/server/options/parse-flags.ts';
import { startServer } from '../../src/server/run-server.ts';
import { createMemoryStorage } from '../../src/server/storage/memory-storage.ts';
import { makeAuthority } from './certificates.ts';

/** A request; POST where there is a body, else GET. */
export type Call = {
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Content-Type of the body. */
  readonly type?: string;
  readonly accept?: string;
  /** Whether the client shows a certificate of an administrator: it does unless this is false. */
  readonly asAdmin?: boolean;
};

/** What came back: the body parsed, of whatever form, into which tests look. */
export type Answer = { readonly status: number; readonly json: ReturnType<typeof JSON.parse> };

/** A server in this process, with the kinds of the project and objects in memory. */
export type TestServer = {
  readonly call: (path: string, call?: Call) => Promise<Answer>;
  /** Begins a watch; `next` waits for an event. */
  readonly watch: (
    path: string,
  ) => Promise<{ readonly next: () => Promise<Answer['json']>; readonly close: () => void }>;
};

/** Starts a server on a free port, until the test ends. */
export const startTestServer = async (test: TestContext): Promise<TestServer> => {
  const directory = mkdtempSync(join(tmpdir(), 'test-server-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const authority = makeAuthority();
  const pair = authority.server();
  const { options, problems } = completeOptions(
    parseFlags([
      '--secure-port=0',
      '--bind-address=127.0.0.1',
      `--tls-cert-file=${file('tls.crt', pair.cert)}`,
      `--tls-private-key-file=${file('tls.key', pair.key)}`,
      `--client-ca-file=${file('ca.crt', authority.cert)}`,
    ]),
  );
  if (options === undefined) throw new Error(problems.join('\n'));
  const now = () => new Date();
  const log = createLog(options.verbosity, { write: () => {}, now, pid: process.pid });
  const storage = createMemoryStorage(1);
  const server = await startServer({ name: 'test', kinds, storage, now, log, env: {} }, options);
  const agents = {
    admin: new Agent({ ca: authority.cert, ...authority.client('admin', 'system:masters') }),
    nobody: new Agent({ ca: authority.cert }),
  };
  test.after(async () => {
    for (const agent of Object.values(agents)) agent.destroy();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  const open = (path: string, { asAdmin = true, ...call }: Call) =>
    send(path, call, { port: server.port, agent: asAdmin ? agents.admin : agents.nobody });
  return {
    call: async (path, call = {}) => readAnswer(await open(path, call)),
    watch: async (path) => readEvents(await open(path, {})),
  };
};

type Target = { readonly port: number; readonly agent: Agent };

const send = (
  path: string,
  { method, body, type, accept }: Call,
  { port, agent }: Target,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...(accept === undefined ? {} : { Accept: accept }),
      ...(text === undefined ? {} : { 'Content-Type': type ?? 'application/json' }),
    };
    const verb = method ?? (text === undefined ? 'GET' : 'POST');
    startRequest({ host: 'localhost', port, path, method: verb, headers, agent }, resolve)
      .on('error', reject)
      .end(text);
  });

const readAnswer = async (reply: IncomingMessage): Promise<Answer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk);
  return { status: reply.statusCode ?? 0, json: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
};

const readEvents = (reply: IncomingMessage) => {
  const lines = createInterface({ input: reply })[Symbol.asyncIterator]();
  return {
    next: async () => {
      const { value, done } = await lines.next();
      return done === true ? undefined : JSON.parse(value);
    },
    close: () => reply.destroy(),
  };
};
