import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createSecureServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { issueLocalCertificates } from '../../../src/certs/issue-local-certificates.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { clientFor, failureOf, shortWaits, targetFor } from './client-for.ts';
import { type FakeServer, fakeApiServer, type Reply } from './fake-api-server.ts';
import { rawTlsServer } from './raw-server.ts';
import { discover } from './run-discover.ts';

/** Answers in turn; the last one for good. */
function inTurn(...replies: readonly Reply[]) {
  let next = 0;
  return () => {
    const reply = replies[Math.min(next, replies.length - 1)] ?? { body: '' };
    next += 1;
    return reply;
  };
}

const FINE: Reply = { body: '{}' };
const CUT: Reply = { body: '', cut: true };
const busy = (status: number, after: string): Reply => ({
  status,
  body: {},
  headers: { 'Retry-After': after },
});

describe.each(['h2', 'http/1.1', 'http'] as const)('over %s, a GET', (protocol) => {
  it.each<readonly [what: string, replies: readonly Reply[], status: number, waits: readonly number[]]>([
    ['429 with Retry-After', [busy(429, '1'), busy(429, '3'), FINE], 200, [1_000, 3_000]],
    ['503 with Retry-After', [busy(503, '2'), FINE], 200, [2_000]],
    ['500 with Retry-After: 0', [busy(500, '0'), FINE], 200, [0]],
    ['503 with a negative one', [busy(503, '-5'), FINE], 200, [0]],
    ['503 with a date', [busy(503, 'Wed, 21 Oct 2026 07:28:00 GMT'), FINE], 503, []],
    ['503 without', [{ status: 503, body: {} }, FINE], 503, []],
    ['403 with Retry-After', [busy(403, '1'), FINE], 403, []],
    ['503 for longer than the request may take', [busy(503, '100000'), FINE], 503, []],
    ['429 without end', [busy(429, '1')], 429, Array.from({ length: 10 }, () => 1_000)],
    ['a lost connection', [CUT, CUT, FINE], 200, [1_000, 1_000]],
    ['a lost connection, then 429', [CUT, busy(429, '2'), FINE], 200, [1_000, 2_000]],
  ])('answered with %s', async (_, replies, status, expected) => {
    const waits = shortWaits();
    const server = await fakeApiServer({ '/api': inTurn(...replies) }, { protocol });
    const { get, records, events } = clientFor(server);
    expect(await get('/api')).toMatchObject({ status });
    expect(waits).toEqual(expected);
    const tries = expected.length + 1;
    expect(records.map(({ attempt }) => attempt)).toEqual(
      Array.from({ length: tries }, (_, index) => index + 1),
    );
    expect(server.requests).toHaveLength(tries);
    const kinds = events.map(({ kind }) => kind).filter((kind) => /request|response|retry/.test(kind));
    const again = expected.flatMap(() => ['retry', 'request', 'response']);
    expect(kinds).toEqual(['request', 'response', ...again]);
    expect(events.flatMap((event) => (event.kind === 'retry' ? event.delay : []))).toEqual(expected);
  });

  it('is one record with what was sent, and over what', async () => {
    const server = await fakeApiServer({ '/api': FINE }, { protocol });
    const { get, records } = clientFor(server, { target: { headers: [['Authorization', 'Bearer s3cret']] } });
    await get('/api');
    const headers = [
      ['Accept', '*/*'],
      ['User-Agent', 'kx/test'],
      ['Authorization', 'Bearer s3cret'],
      ['Accept-Encoding', 'gzip'],
    ];
    const { host } = new URL(server.url);
    expect(records).toEqual([
      {
        request: { method: 'GET', url: `${server.url}/api`, headers, site: 'api' },
        startedAt: expect.any(Number),
        attempt: 1,
        timings: expect.objectContaining({ reused: false, receive: expect.any(Number) }),
        connection: {
          id: 1,
          address: host,
          ...(protocol === 'http'
            ? {}
            : { tls: { version: 'TLSv1.3', cipher: expect.stringMatching(/^TLS_/) } }),
        },
        answer: expect.objectContaining({ status: 200, statusText: 'OK', bytes: 2, body: '{}' }),
        error: undefined,
      },
    ]);
  });

  it.each<readonly [what: string, reply: Reply, requests: number]>([
    ['many at once', FINE, 20],
    ['a server that is never there', CUT, 1],
  ])('gives Node nothing to warn of: %s', async (_, reply, requests) => {
    shortWaits();
    const warnings: string[] = [];
    const onWarning = ({ message }: Error) => void warnings.push(message);
    process.on('warning', onWarning);
    onTestFinished(() => void process.off('warning', onWarning));
    const { get } = clientFor(await fakeApiServer({ '/api': reply }, { protocol }));
    await Promise.allSettled(Array.from({ length: requests }, () => get('/api')));
    // Warnings come with the next tick.
    await new Promise(setImmediate);
    expect(warnings).toEqual([]);
  });

  it('is ended by Ctrl-C while it waits to be sent again', async () => {
    const server = await fakeApiServer({ '/api': busy(503, '30') }, { protocol });
    const { get, records, stop } = clientFor(server);
    const failure = failureOf(get('/api'));
    await expect.poll(() => records.length).toBe(1);
    stop.abort();
    expect(await failure).toMatchObject({ exitCode: 130 });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['Retry-After', busy(503, '1')],
    ['a lost connection', CUT],
  ])('would be sent again after %s, but a PATCH is not', async (_, reply) => {
    const server = await fakeApiServer({ '/api': inTurn(reply, FINE) }, { protocol });
    await failureOf(clientFor(server).get('/api', 'PATCH'));
    expect(server.requests.map(({ method }) => method)).toEqual(['PATCH']);
  });
});

describe('401', () => {
  const ROUTES = {
    '/api': inTurn({ status: 401, body: {} }, { status: 401, body: {} }, FINE),
    '/never': { status: 401, body: {} },
  };

  it('has the credentials made anew, once for all that were told so', async () => {
    const server = await fakeApiServer(ROUTES);
    let made = 0;
    const fresh = { ...targetFor(server), headers: [['Authorization', 'Bearer new']] as const };
    const refresh = async () => {
      made += 1;
      return fresh;
    };
    const { get, records } = clientFor(server, {
      target: { headers: [['Authorization', 'Bearer old']], refresh },
    });
    const answers = await Promise.all([get('/api'), get('/api')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(made).toBe(1);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer old',
      'Bearer old',
      'Bearer new',
      'Bearer new',
    ]);
    expect(records.map(({ attempt }) => attempt)).toEqual([1, 1, 2, 2]);
  });

  it.each([
    ['nobody can make others', false, 1],
    ['the new ones are not taken either', true, 2],
  ])('is the answer where %s', async (_, canRefresh, asked) => {
    const server = await fakeApiServer(ROUTES);
    const refresh = async () => ({ ...targetFor(server), refresh });
    const { get } = clientFor(server, canRefresh ? { target: { refresh } } : {});
    expect(await get('/never')).toMatchObject({ status: 401 });
    expect(server.requests).toHaveLength(asked);
  });

  it('goes over a connection of its own where the client certificate is another one', async () => {
    const server = await fakeApiServer(ROUTES);
    const { certificate, key } = await clientCertificate(Date.now());
    const refresh = async () => targetFor(server, { tls: { cert: certificate, key } });
    const { get, records } = clientFor(server, { target: { refresh } });
    await get('/never');
    expect(records.map(({ connection }) => connection?.id)).toEqual([1, 2]);
  });
});

async function clientCertificate(issued: number) {
  const service = { name: 'client', namespace: 'default' };
  const { server } = await issueLocalCertificates(service, issued, new AbortController().signal);
  return { certificate: server.leaf.certPem, key: server.leaf.keyPem };
}

describe('many requests', () => {
  it('go over one connection of HTTP/2', async () => {
    const server = await fakeApiServer({ '/api': FINE });
    const { get, records } = clientFor(server);
    await Promise.all(Array.from({ length: 50 }, () => get('/api')));
    expect(new Set(records.map(({ connection }) => connection?.id))).toEqual(new Set([1]));
    expect(records.filter(({ timings }) => !timings.reused)).toHaveLength(1);
  });

  it.each(['http/1.1', 'http'] as const)('go over 24 connections of %s at most', async (protocol) => {
    const server = await fakeApiServer({ '/api': FINE }, { protocol });
    const { get, records } = clientFor(server);
    await get('/api');
    const answers = await Promise.all(Array.from({ length: 100 }, () => get('/api')));
    expect(answers).toHaveLength(100);
    const connections = new Set(records.map(({ connection }) => connection?.id));
    expect(connections.size).toBeGreaterThan(1);
    expect(connections.size).toBeLessThanOrEqual(24);
  });

  it('are not too many for a server that allows two at once', async () => {
    let [running, most] = [0, 0];
    const server = await http2Server({ maxConcurrentStreams: 2 }, (stream) => {
      running += 1;
      most = Math.max(most, running);
      stream.on('close', () => {
        running -= 1;
      });
      setImmediate(() => answer(stream));
    });
    const { get } = clientFor(server);
    await get('/api');
    const answers = await Promise.all(Array.from({ length: 40 }, () => get('/api')));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 200));
    expect(most).toBeLessThanOrEqual(2);
  });

  it('of which a server refuses one go out again at once', async () => {
    const waits = shortWaits();
    let asked = 0;
    const server = await http2Server({}, (stream) => {
      asked += 1;
      if (asked === 3) stream.close(7);
      else answer(stream);
    });
    const { get, records } = clientFor(server);
    const answers = await Promise.all(Array.from({ length: 6 }, () => get('/api')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect([asked, records.length, waits]).toEqual([7, 6, []]);
  });

  it('in the middle of which a server goes away end on a fresh connection', async () => {
    const waits = shortWaits();
    // The fourth stream of a client has the number 7; what comes after it is not looked at any more.
    const last = 7;
    let leaving: ServerHttp2Stream['session'];
    const server = await http2Server({}, (stream) => {
      const id = stream.id ?? 0;
      leaving ??= stream.session;
      if (stream.session === leaving && id === last) stream.session?.goaway(0, last);
      if (stream.session !== leaving || id <= last) answer(stream);
    });
    const { get, records } = clientFor(server);
    const answers = await Promise.all(Array.from({ length: 30 }, () => get('/api')));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
    expect(waits).toEqual([]);
    expect(new Set(records.map(({ connection }) => connection?.id))).toEqual(new Set([1, 2]));
  });
});

function answer(stream: ServerHttp2Stream): void {
  if (stream.destroyed) return;
  stream.respond({ ':status': 200 });
  stream.end('{}');
}

async function http2Server(
  settings: { maxConcurrentStreams?: number },
  serve: (stream: ServerHttp2Stream) => void,
): Promise<Pick<FakeServer, 'url' | 'ca'>> {
  const made = await issueLocalCertificates({ name: 'fake', namespace: 'default' }, Date.now(), NEVER);
  const { certPem: cert, keyPem: key } = made.server.leaf;
  const server = createSecureServer({ cert, key, settings });
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => sessions.add(session));
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    serve(stream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, ca: made.server.ca.certPem };
}

const NEVER = new AbortController().signal;

it('speaks HTTP/1.1 where DISABLE_HTTP2 says so, as client-go does', async () => {
  const server = await fakeApiServer({ '/api': FINE });
  expect(await clientFor(server, { env: { DISABLE_HTTP2: '1' } }).get('/api')).toMatchObject({
    protocol: 'HTTP/1.1',
  });
});

describe('a client certificate', () => {
  const YEAR = 365 * 24 * 60 * 60 * 1_000;

  it.each([
    [
      'expired',
      Date.now() - 2 * YEAR,
      /^the client certificate expired on \S+Z, and https:\S+ closed the connection$/,
    ],
    [
      'not valid yet',
      Date.now() + YEAR,
      /^the client certificate is not valid before \S+Z, and https:\S+ closed the /,
    ],
  ])(
    'that is %s is the reason why the connection is closed, and nothing is tried again',
    async (_, issued, said) => {
      const waits = shortWaits();
      const server = await rawTlsServer((socket) => void socket.destroy());
      const { certificate: cert, key } = await clientCertificate(issued);
      const { get, records } = clientFor(server, { tls: { cert, key } });
      expect(await failureOf(get('/api'))).toMatchObject({
        exitCode: 5,
        message: expect.stringMatching(said),
        hint: 'renew client-certificate of ORIGINAL',
      });
      expect([records.length, waits]).toEqual([1, []]);
    },
  );

  it('that expired is the reason for 401', async () => {
    const server = await fakeApiServer({
      '/api': { status: 401, body: {} },
      '/apis': { status: 401, body: {} },
    });
    const { certificate, key } = await clientCertificate(Date.now() - 2 * YEAR);
    const [clientCertificateFile, clientKeyFile] = ['tls.crt', 'tls.key'].map((name) =>
      join(tempDir(), name),
    );
    writeFileSync(clientCertificateFile ?? '', certificate);
    writeFileSync(clientKeyFile ?? '', key);
    const flags = { clientCertificate: clientCertificateFile, clientKey: clientKeyFile };
    expect(await failureOf(discover(server, flags))).toMatchObject({
      exitCode: 5,
      message: expect.stringMatching(
        /^the client certificate expired on \S+Z, and https:\S+ answers 401 Unauthorized$/,
      ),
      hint: 'renew --client-certificate',
    });
  });
});
