import { Agent } from 'node:https';
import { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, expect, it } from 'vitest';
import { createWebSocket } from '../../../templates/aa/typescript/src/server/websocket/web-socket.ts';
import { clientFrame, openWebSocket } from '../../conformance/web-socket.ts';
import { streamingKind } from './streaming-kind.ts';
import { tlsOptions, useServerOf } from './use-server.ts';
import { widget, widgetsIn } from './widget-kinds.ts';

const server = useServerOf([streamingKind]);
const path = widgetsIn('default');

beforeAll(async () => {
  await server.call(path, { body: widget('w1') });
});

/** Numbers from 0 below `limit`, the same in every run (Mulberry32). */
const numbersFrom = (seed: number) => {
  let state = seed;
  return (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
};
type Numbers = ReturnType<typeof numbersFrom>;

const randomBytes = (below: Numbers, length: number) => Buffer.from(Array.from({ length }, () => below(256)));

/** A frame that may be whole or damaged anywhere. */
const someFrame = (below: Numbers): Buffer => {
  const opcode = below(8) === 0 ? below(16) : ([0, 1, 2, 8, 9, 10][below(6)] ?? 1);
  const length = [0, 1, 2, 5, 125, 126, 300, 70_000][below(8)] ?? 0;
  const payload = below(2) === 0 ? 'a'.repeat(length) : randomBytes(below, Math.min(length, 300));
  const frame = clientFrame(opcode, payload, { final: below(4) !== 0, mask: randomBytes(below, 4) });
  const damage = below(4);
  if (damage === 0) frame[below(Math.min(frame.length, 14))] = below(256);
  return damage === 1 ? frame.subarray(0, below(frame.length)) : frame;
};

const zeros = Buffer.alloc(64 * 1024);

/** The close code that the server answers to bytes in pieces, followed by a frame that is surely broken. */
const codeFor = async (sent: Buffer, below: Numbers): Promise<number> => {
  const written: Buffer[] = [];
  const socket = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk);
      done();
    },
  });
  const webSocket = createWebSocket(socket, Buffer.alloc(0), { closeMilliseconds: 1 });
  const reading = (async () => {
    for await (const message of webSocket.messages) webSocket.send(message);
  })();
  const ended = new Promise((resolve) => webSocket.onClose(resolve));
  for (let at = 0; at < sent.length; ) {
    const size = 1 + below(below(2) === 0 ? 8 : 100_000);
    socket.push(sent.subarray(at, at + size));
    at += size;
  }
  // Whatever the server still waits for, a megabyte of zeros is not it: unmasked continuations of nothing.
  for (let count = 0; count < 20 && !socket.writableEnded; count++) {
    socket.push(zeros);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await ended;
  await reading;
  const last = written.at(-1) ?? Buffer.alloc(0);
  if (last[0] !== 0x88) return 1006;
  return (last[1] ?? 0) === 0 ? 1005 : last.readUInt16BE(2);
};

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

const bytesInUse = (): number => {
  if (typeof collectGarbage === 'function') collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

it('four thousand damaged conversations each end with a close code, and leave nothing behind', async () => {
  const below = numbersFrom(20261123);
  const codes = new Map<number, number>();
  const converse = async (rounds: number) => {
    for (let round = 0; round < rounds; round++) {
      const frames = Array.from({ length: 1 + below(6) }, () => someFrame(below));
      const code = await codeFor(Buffer.concat(frames), below);
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    await sleep(100);
  };
  await converse(1_000);
  const before = bytesInUse();
  await converse(3_000);
  // Where other work goes on, what was closed takes longer to go.
  await expect.poll(bytesInUse).toBeLessThan(before + 8 * 1024 * 1024);
  expect(
    [...codes.keys()].every((code) => code >= 1000 && code < 5000 && code !== 1006 && code !== 1011),
  ).toBe(true);
  // Damage of every sort was met.
  for (const code of [1002, 1005, 1007]) expect(codes.get(code), `${code}`).toBeGreaterThan(20);
});

const handshake = (more: Readonly<Record<string, string | undefined>>, agent: Agent) =>
  openWebSocket({ host: '127.0.0.1', port: server.port(), path: `${path}/w1/console`, agent }, more);

it('a thousand handshakes are each a WebSocket or a Status, and the server holds none of them', async () => {
  const below = numbersFrom(6455);
  const agent = new Agent({ ...tlsOptions(server.certificates, 'admin'), keepAlive: false });
  const text = () =>
    String.fromCharCode(...Array.from({ length: below(40) }, () => 33 + below(94))).replaceAll(':', '');
  const headers: readonly (() => readonly [string, string | undefined])[] = [
    () => ['Sec-WebSocket-Key', below(3) === 0 ? undefined : text()],
    () => ['Sec-WebSocket-Version', ['13', '12', '', '13, 13', undefined][below(5)]],
    () => [
      'Sec-WebSocket-Protocol',
      ['v5.channel.k8s.io', text(), ',,', undefined, 'v4.channel.k8s.io'][below(5)],
    ],
    () => ['Sec-WebSocket-Extensions', text()],
    () => ['Upgrade', ['websocket', 'WebSocket', 'h2c', `${text()}x`, undefined][below(5)]],
    () => ['Connection', ['Upgrade', 'keep-alive, upgrade', 'close', `${text()}x`][below(4)]],
    () => ['Origin', text()],
  ];
  const seen = new Map<string, number>();
  for (let round = 0; round < 1_000; round++) {
    const chosen = headers.filter(() => below(3) === 0).map((each) => each());
    const opened = await handshake(Object.fromEntries(chosen), agent);
    if (opened.client === undefined) {
      const { statusCode = 0 } = opened.reply;
      const body = (await opened.reply.setEncoding('utf8').toArray()).join('');
      expect(JSON.parse(body)).toMatchObject({ kind: 'Status', status: 'Failure', code: statusCode });
      seen.set(`${statusCode}`, (seen.get(`${statusCode}`) ?? 0) + 1);
    } else {
      opened.client.destroy();
      seen.set('101', (seen.get('101') ?? 0) + 1);
    }
  }
  expect([...seen.keys()].sort()).toEqual(['101', '400']);
  expect((await server.call('/livez')).status).toBe(200);
});

it('garbage after a handshake, on the wire, is closed or cut and costs nobody else anything', async () => {
  const below = numbersFrom(7);
  const ask = [
    `GET ${path}/w1/console HTTP/1.1`,
    'Host: x',
    'Connection: Upgrade',
    'Upgrade: websocket',
  ].concat('Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', '\r\n');
  for (let round = 0; round < 200; round++) {
    const socket = connect({
      ...tlsOptions(server.certificates, 'admin'),
      host: '127.0.0.1',
      port: server.port(),
    });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => {});
    socket.write(Buffer.concat([Buffer.from(ask.join('\r\n')), randomBytes(below, 64), Buffer.alloc(200)]));
    await new Promise((resolve) => socket.once('close', resolve).once('end', () => socket.destroy()));
    expect(Buffer.concat(chunks).toString('latin1')).toMatch(/^HTTP\/1\.1 101 /);
  }
  expect((await server.call('/livez')).status).toBe(200);
});
