import type { Socket } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collectBody, MAX_BODY } from '../../../src/discover/client/collect-body.ts';
import { clientFor, failureOf, shortWaits } from './client-for.ts';
import { fakeApiServer } from './fake-api-server.ts';
import { rawServer, rawTlsServer } from './raw-server.ts';

/** Answers each request of a connection with the same bytes. */
function answering(...bytes: readonly (string | Buffer)[]) {
  return (socket: Socket) =>
    void socket.on('data', () => {
      for (const part of bytes) socket.write(part);
    });
}

/** Answers the first request, and ends the connection. */
function ending(...bytes: readonly (string | Buffer)[]) {
  return (socket: Socket) =>
    void socket.once('data', () => socket.end(Buffer.concat(bytes.map((part) => Buffer.from(part)))));
}

const GZIP = 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n';
const PACKED = gzipSync('{"kind":"Status"}');
const ALERT = Buffer.from([0x15, 3, 1, 0, 2, 2, 10]);
const HTTPS_PLEASE = 'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n';
const NGINX =
  'HTTP/1.1 400 Bad Request\r\nContent-Length: 62\r\n\r\n<center>The plain HTTP request was sent to HTTPS port</center>';

describe('a server of plain HTTP that', () => {
  it.each<readonly [what: string, serve: (socket: Socket) => void, said: RegExp]>([
    ['speaks another protocol', ending('220 mail.example.com ESMTP\r\n'), / does not speak HTTP$/],
    ['speaks half of HTTP', ending('HTTP/1.1 abc\r\n\r\n'), / does not speak HTTP$/],
    [
      'sends endless headers',
      ending(`HTTP/1.1 200 OK\r\nA: ${'a'.repeat(70_000)}`),
      / with more than 16 KiB of headers$/,
    ],
    ['speaks TLS', ending(ALERT), / speaks TLS, but its address says http$/],
    ['wants TLS, in words of Go', ending(HTTPS_PLEASE), / speaks TLS, but its address says http$/],
    ['wants TLS, in words of nginx', answering(NGINX), / speaks TLS, but its address says http$/],
    [
      'breaks off its answer',
      ending('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"a":'),
      /\/api broke off its answer after 5 bytes$/,
    ],
    [
      'breaks off a chunk',
      ending('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n'),
      /\/api broke off its answer after 5 bytes$/,
    ],
    [
      'sends no gzip',
      answering(`${GZIP}Content-Length: 2\r\n\r\n{}`),
      / says that its answer is gzip, but it is not, /,
    ],
    [
      'sends half a gzip',
      answering(`${GZIP}Content-Length: 20\r\n\r\n`, PACKED.subarray(0, 20)),
      / says that its answer is gzip, but it is not, or not whole$/,
    ],
  ])('%s is told of in one sentence', async (_, serve, said) => {
    const { get, records } = clientFor(await rawServer(serve));
    const error = await failureOf(get('/api'));
    expect(error).toMatchObject({
      exitCode: 5,
      message: expect.stringMatching(said),
      hint: expect.any(String),
    });
    expect(records).toMatchObject([{ attempt: 1, answer: undefined, error: expect.stringMatching(said) }]);
  });

  it.each(['rawServer', 'rawTlsServer'] as const)(
    'changes the protocol is told by its status (%s)',
    async (kind) => {
      const serve = answering(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
      );
      const { get } = clientFor(await { rawServer, rawTlsServer }[kind](serve));
      expect(await get('/api')).toMatchObject({ status: 101, body: '' });
    },
  );

  it.each(['/api', '/'])('sends whole gzip is understood at %s', async (path) => {
    const { get, records } = clientFor(
      await rawServer(answering(`${GZIP}Content-Length: ${PACKED.length}\r\n\r\n`, PACKED)),
    );
    expect(await get(path)).toMatchObject({ body: '{"kind":"Status"}', bytes: PACKED.length });
    expect(records).toMatchObject([
      { answer: { headers: [['Content-Encoding', 'gzip'], expect.anything()] } },
    ]);
  });
});

it('breaks a body off that is larger than any list of a cluster', async () => {
  const piece = Buffer.alloc(16 * 1_024 * 1_024);
  const pieces = Readable.from(Array.from({ length: MAX_BODY / piece.length + 1 }, () => piece));
  await expect(collectBody(pieces)).rejects.toMatchObject({ reason: 'huge' });
  expect(pieces.destroyed).toBe(true);
});

it('tells a body that breaks off from one that ends', async () => {
  const body = new PassThrough();
  const collected = collectBody(body);
  body.once('data', () => body.destroy());
  body.write('1234');
  await expect(collected).rejects.toMatchObject({ reason: 'truncated', bytes: 4 });
});

describe('a server that never goes on', () => {
  const stages: readonly (readonly [
    stage: string,
    start: () => Promise<{ url: string; ca: string }>,
    said: RegExp,
  ])[] = [
    ['handshake', () => rawServer(() => undefined, 'https'), / but did not shake hands within 0\.1 s$/],
    ['answer of plain HTTP', () => rawServer(() => undefined), /\/api did not answer within 0\.1 s$/],
    ['answer over HTTP/1.1', () => rawTlsServer(() => undefined), /\/api did not answer within 0\.1 s$/],
    [
      'answer over HTTP/2',
      () => fakeApiServer({ '/api': { body: '', hangs: true } }),
      /\/api did not answer within 0\.1 s$/,
    ],
    [
      'body',
      () => rawServer(answering('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{')),
      /\/api began to answer, but was not done within 0\.1 s$/,
    ],
    [
      'body over TLS',
      () => rawTlsServer(answering('HTTP/1.1 200 OK\r\n\r\n')),
      /\/api began to answer, but was not done/,
    ],
  ];

  it.each(stages)('with its %s is given up after the request timeout', async (_, start, said) => {
    const { get } = clientFor(await start(), { timeout: 100 });
    const hint = expect.stringMatching(/give it longer with --request-timeout$/);
    expect(await failureOf(get('/api'))).toMatchObject({
      exitCode: 5,
      message: expect.stringMatching(said),
      hint,
    });
  });

  it.each(stages)('with its %s is left on Ctrl-C', async (_, start) => {
    const { get, stop, events } = clientFor(await start());
    const failure = failureOf(get('/api'));
    await expect.poll(() => events.map(({ kind }) => kind)).toContain('dial');
    stop.abort();
    expect(await failure).toMatchObject({ exitCode: 130 });
  });
});

describe('HTTP/2', () => {
  it.each([
    ['NO_ERROR', 0],
    ['INTERNAL_ERROR', 2],
    ['ENHANCE_YOUR_CALM', 11],
  ])('broken off with %s is told of', async (name, code) => {
    const server = await fakeApiServer({ '/api': { body: '', resets: code } });
    expect(await failureOf(clientFor(server).get('/api'))).toMatchObject({
      message: `${server.url} broke the request off: HTTP/2 error ${name}`,
    });
  });

  it('that turns out to be none is told of', async () => {
    const server = await rawTlsServer(ending('220 mail.example.com ESMTP\r\n'), ['h2']);
    expect(await failureOf(clientFor(server).get('/api'))).toMatchObject({
      message: `${server.url} does not speak HTTP`,
    });
  });
});

it('is closed before an answer, each time', async () => {
  const waits = shortWaits();
  const server = await rawServer((socket) => socket.once('data', () => socket.end()));
  const { get, records } = clientFor(server);
  expect(await failureOf(get('/api'))).toMatchObject({
    message: `${server.url} closed the connection before it answered, at the last of 11 tries`,
  });
  expect(waits).toEqual(Array.from({ length: 10 }, () => 1_000));
  expect(records.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

it('never dials again what was closed by Ctrl-C', async () => {
  const server = await rawServer((socket) => socket.once('data', () => socket.end()));
  const { get, stop, records } = clientFor(server);
  const failure = failureOf(get('/api'));
  await expect.poll(() => records.length).toBe(1);
  stop.abort();
  expect(await failure).toMatchObject({ exitCode: 130 });
  expect(server.connections).toHaveLength(1);
});
