import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { Agent } from 'node:https';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientFrame, openWebSocket, type WebSocketClient } from '../../conformance/web-socket.ts';
import { streamingKind } from './streaming-kind.ts';
import { tlsOptions, useServerOf } from './use-server.ts';
import { widget, widgetsIn } from './widget-kinds.ts';

const server = useServerOf([streamingKind], '-v=4');
const path = widgetsIn('default');
const consolePath = `${path}/w1/console`;

type More = Readonly<Record<string, string | undefined>>;

const handshake = (more: More = {}, target = consolePath, as = 'admin') =>
  openWebSocket(
    {
      host: '127.0.0.1',
      port: server.port(),
      path: target,
      method: more['method'] ?? 'GET',
      agent: new Agent(tlsOptions(server.certificates, as)),
    },
    { ...more, method: undefined },
  );

const talk = async (more: More = {}): Promise<WebSocketClient> => {
  const { client } = await handshake(more);
  if (client === undefined) throw new Error('refused');
  return client;
};

beforeAll(async () => {
  await server.call(path, { body: widget('w1') });
});

describe('a handshake', () => {
  it.each<[string | undefined, string | undefined]>([
    [undefined, undefined],
    ['v5.channel.k8s.io', 'v5.channel.k8s.io'],
    ['v4.channel.k8s.io, v5.channel.k8s.io', 'v4.channel.k8s.io'],
    ['channel.k8s.io,v5.channel.k8s.io', 'v5.channel.k8s.io'],
  ])('that offers %s agrees on %s', async (offered, agreed) => {
    const client = await talk({ 'Sec-WebSocket-Protocol': offered });
    expect(client.headers['sec-websocket-protocol']).toBe(agreed);
    client.destroy();
  });

  it('is answered by what its key says (RFC 6455 section 1.3)', async () => {
    const client = await talk({ 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' });
    expect(client.headers['sec-websocket-accept']).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
    client.destroy();
  });

  it.each<[More, number, RegExp]>([
    [{ 'Sec-WebSocket-Version': '8' }, 400, /must be 13/],
    [{ 'Sec-WebSocket-Version': undefined }, 400, /must be 13/],
    [{ 'Sec-WebSocket-Key': undefined }, 400, /16 bytes in base64/],
    [{ 'Sec-WebSocket-Key': 'short' }, 400, /16 bytes in base64/],
    [{ Upgrade: 'SPDY/3.1' }, 400, /Upgrade request required/],
    [{ Upgrade: undefined }, 400, /Upgrade request required/],
    [{ 'Sec-WebSocket-Protocol': 'soap, mqtt' }, 400, /offers soap, mqtt/],
    [{ method: 'POST' }, 405, /not supported/],
    [{ method: 'PUT' }, 405, /not supported/],
  ])('%j is %i', async (more, code, message) => {
    const { client, ...rest } = await handshake(more);
    expect(client).toBeUndefined();
    const reply = 'reply' in rest ? rest.reply : undefined;
    const body = await reply?.setEncoding('utf8').toArray();
    expect(reply?.statusCode).toBe(code);
    expect(JSON.parse(body?.join('') ?? '')).toMatchObject({
      kind: 'Status',
      code,
      message: expect.stringMatching(message),
    });
  });

  it('with another version is told which one', async () => {
    const { client: _, ...rest } = await handshake({ 'Sec-WebSocket-Version': '8' });
    expect('reply' in rest && rest.reply.headers['sec-websocket-version']).toBe('13');
  });

  it.each([
    [`${path}/none/console`, 'admin', 404],
    [`${path}/w1/nothing`, 'admin', 404],
    [consolePath, 'alice', 403],
    [consolePath, 'foreign', 401],
    [consolePath, '', 403],
    [`${path}/w1`, 'admin', 400],
    [path, 'admin', 400],
    [`${path}/w1/log`, 'admin', 400],
    ['/livez', 'admin', 400],
    [`${path}?watch=1&resourceVersion=x`, 'admin', 500],
    [`${path}?watch=1&labelSelector=%3D%3D`, 'admin', 400],
  ])('for %s as "%s" is %i', async (target, as, status) => {
    const { client, ...rest } = await handshake({}, target, as);
    expect(client).toBeUndefined();
    expect('reply' in rest && rest.reply.statusCode).toBe(status);
    expect('reply' in rest && rest.reply.headers['content-type']).toBe('application/json');
  });

  it('is refused where only Connection asks for an upgrade, as the aggregator sees it', async () => {
    const headers = { Connection: 'keep-alive, Upgrade' };
    const refused = await server.call(path, { headers });
    expect(refused).toMatchObject({ status: 400, headers: { connection: 'close' } });
    expect((await server.call(path, { headers: { Upgrade: 'h2c' } })).status).toBe(200);
    expect((await server.call(consolePath)).json).toMatchObject({ kind: 'Status', code: 400 });
  });
});

it('cannot be had over HTTP/2, which goes on beside it', async () => {
  const session = connectHttp2(
    `https://127.0.0.1:${server.port()}`,
    tlsOptions(server.certificates, 'admin'),
  );
  const ask = async (target: string) => {
    const stream = session.request({ ':path': target });
    const [headers] = await once(stream, 'response');
    return {
      status: headers[':status'],
      body: JSON.parse((await stream.setEncoding('utf8').toArray()).join('')),
    };
  };
  const client = await talk();
  expect(await ask(consolePath)).toMatchObject({ status: 400, body: { kind: 'Status' } });
  expect(await ask(`${path}/w1`)).toMatchObject({ status: 200, body: { kind: 'Widget' } });
  client.send('still here');
  expect(await client.nextText()).toBe('still here\n');
  client.destroy();
  session.close();
});

const bytes = (...values: readonly number[]) => Buffer.from(values);

describe('a client', () => {
  it('sends messages in one piece and in several, pings between them', async () => {
    const client = await talk();
    client.send('one');
    client.sendRaw(clientFrame(1, 'tw', { final: false }));
    client.sendRaw(clientFrame(9, 'are you there'));
    client.sendRaw(clientFrame(0, '', { final: false }));
    client.sendRaw(clientFrame(0, 'o'));
    for (const byte of clientFrame(1, 'three')) client.sendRaw(bytes(byte));
    client.sendRaw(Buffer.concat([clientFrame(2, 'four'), clientFrame(1, 'five\nsix')]));
    const heard = [];
    for (let index = 0; index < 6; index++) heard.push(await client.nextText());
    expect(heard).toEqual(['one', 'two', 'three', 'four', 'five', 'six'].map((word) => `${word}\n`));
    client.destroy();
  });

  it.each([0, 125, 126, 65_535, 65_536, 1024 * 1024 - 64 * 1024])(
    'sends messages of %i bytes',
    async (length) => {
      const client = await talk();
      const text = `${'x\n'.repeat(length >> 1)}end`;
      client.send(text);
      const lines = text.split('\n');
      for (const line of lines.slice(0, 3)) expect(await client.nextText()).toBe(`${line}\n`);
      client.destroy();
    },
  );

  it.each<[string, Buffer | readonly Buffer[], number]>([
    ['says goodbye', clientFrame(8, bytes(3, 232)), 1000],
    ['says goodbye without a reason', clientFrame(8, ''), 1005],
    ['says goodbye with a code of its own', clientFrame(8, bytes(0x0f, 0xa0, 104, 105)), 4000],
    ['does not mask', bytes(0x81, 0x01, 0x41), 1002],
    ['sets a reserved bit', bytes(0xc1, 0x80, 0, 0, 0, 0), 1002],
    ['uses opcode 3', bytes(0x83, 0x80, 0, 0, 0, 0), 1002],
    ['uses opcode 11', bytes(0x8b, 0x80, 0, 0, 0, 0), 1002],
    ['fragments a ping', bytes(0x09, 0x80, 0, 0, 0, 0), 1002],
    ['sends a ping of 126 bytes', bytes(0x89, 0xfe, 0, 126), 1002],
    ['continues nothing', clientFrame(0, 'x'), 1002],
    ['begins before it has ended', [clientFrame(1, 'x', { final: false }), clientFrame(1, 'y')], 1002],
    ['writes a length longer than it need be', bytes(0x81, 0xfe, 0, 1, 0, 0, 0, 0, 0), 1002],
    ['writes a length of 64 bits for 16', bytes(0x81, 0xff, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0), 1002],
    ['writes a length beyond 2^63', bytes(0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 1002],
    ['sends half a close code', clientFrame(8, bytes(3)), 1002],
    ['sends the close code 1005', clientFrame(8, bytes(3, 237)), 1002],
    ['sends the close code 1006', clientFrame(8, bytes(3, 238)), 1002],
    ['sends the close code 999', clientFrame(8, bytes(3, 231)), 1002],
    ['sends the close code 2999', clientFrame(8, bytes(11, 183)), 1002],
    ['gives a reason that is not UTF-8', clientFrame(8, bytes(3, 232, 0xff)), 1007],
    ['sends a text that is not UTF-8', clientFrame(1, bytes(0xc3, 0x28)), 1007],
    [
      'sends half a character',
      [clientFrame(1, bytes(0xe2, 0x82), { final: false }), clientFrame(0, 'x')],
      1007,
    ],
    ['sends more than a mebibyte', bytes(0x81, 0xff, 0, 0, 0, 0, 0, 0x10, 0, 1, 0, 0, 0, 0), 1009],
    [
      'sends more than a mebibyte in pieces',
      [clientFrame(2, Buffer.alloc(1024 * 1024), { final: false }), clientFrame(0, 'x')],
      1009,
    ],
    ['sends a line without an end', [clientFrame(2, 'x'.repeat(70_000))], 1009],
  ])('that %s is closed with its code', async (title, sent, code) => {
    const protocol = title.includes('a line') ? 'v5.channel.k8s.io' : undefined;
    const client = await talk({ 'Sec-WebSocket-Protocol': protocol });
    const prefix = protocol === undefined ? [] : [clientFrame(2, `\0${'x'.repeat(70_000)}`)];
    for (const each of [...prefix, sent].flat()) client.sendRaw(Buffer.from(each as Uint8Array));
    expect(await client.closed()).toBe(code);
    expect(await client.next()).toBeUndefined();
  });

  it('may send a text whose characters are cut by fragments', async () => {
    const client = await talk();
    client.sendRaw(clientFrame(1, bytes(0xe2, 0x82), { final: false }));
    client.sendRaw(clientFrame(0, bytes(0xac)));
    expect(await client.nextText()).toBe('€\n');
    client.destroy();
  });

  it('that hangs up without a word leaves nothing behind', async () => {
    const client = await talk();
    client.destroy();
    expect(await client.closed()).toBe(1006);
    expect((await server.call('/livez')).status).toBe(200);
  });
});

describe('a console', () => {
  it.each([
    [undefined, ''],
    ['v4.channel.k8s.io', '\x01'],
    ['v5.channel.k8s.io', '\x01'],
  ])('under the subprotocol %s', async (protocol, out) => {
    const client = await talk({ 'Sec-WebSocket-Protocol': protocol });
    const type = (text: string) => client.send(out === '' ? text : Buffer.from(`\0${text}`));
    type('hello\n');
    expect(await client.nextText()).toBe(`${out}hello\n`);
    if (out === '') expect(await client.nextText()).toBe('\n');
    type('size 5\nsize\r\ncomplain\n');
    expect(await client.nextText()).toBe(`${out}done\n`);
    expect(await client.nextText()).toMatch(/"size":5/);
    expect(await client.nextText()).toBe(`${out === '' ? '' : '\x02'}dear me\n`);
    type('quit\n');
    if (out === '') expect(await client.nextText()).toBe('\n');
    else
      expect(await client.nextText()).toBe(
        '\x03{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success"}',
      );
    expect(await client.closed()).toBe(1000);
  });

  it('joins what comes on the input channel, ignores other channels, and ends with the input', async () => {
    const client = await talk({ 'Sec-WebSocket-Protocol': 'v5.channel.k8s.io' });
    for (const piece of [
      bytes(0, 0xe2),
      bytes(0, 0x82),
      bytes(4, 123),
      bytes(),
      bytes(9, 9),
      bytes(0, 0xac, 10),
    ])
      client.send(piece);
    expect(await client.nextText()).toBe('\x01€\n');
    client.send(bytes(0, 97));
    client.send(bytes(255, 0));
    expect(await client.nextText()).toBe('\x01a\n');
    expect(await client.nextText()).toContain('\x03{"kind":"Status"');
    expect(await client.closed()).toBe(1000);
  });

  it.each<[string, object, number]>([
    ['refuse', { status: 'Failure', code: 409, reason: 'Conflict', message: 'not now' }, 1011],
    ['throw', { status: 'Failure', code: 500, reason: 'InternalError' }, 1011],
  ])('that ends with a failure says so: %s', async (word, status, code) => {
    const client = await talk({ 'Sec-WebSocket-Protocol': 'v5.channel.k8s.io' });
    client.send(Buffer.from(`\0${word}\n`));
    const text = (await client.nextText()) ?? '';
    expect(text[0]).toBe('\x03');
    expect(JSON.parse(text.slice(1))).toMatchObject(status);
    expect(text).not.toContain('secret');
    expect(await client.closed()).toBe(code);
  });

  it('changes the object by the rules of a patch', async () => {
    const client = await talk();
    for (const [line, answer] of [
      ['size 7', /^422 .*must not be seven/],
      ['size 99', /^422 /],
      ['size 4', /^done/],
    ] as const) {
      client.send(line);
      expect(await client.nextText()).toMatch(answer);
    }
    client.destroy();
  });

  it('takes no more while its reader is busy, and loses nothing', async () => {
    const client = await talk();
    const count = 20_000;
    for (let index = 0; index < count; index++) client.send(`line ${index}`);
    for (let index = 0; index < count; index++) {
      const text = await client.nextText();
      if (text !== `line ${index}\n`) throw new Error(`${index}: ${text}`);
    }
    client.destroy();
  });
});

describe('a watch', () => {
  it('is a text message for each event, and closed at its timeout', async () => {
    const { client } = await handshake({}, `${widgetsIn('watched')}?watch=1&timeoutSeconds=2`);
    await server.call(widgetsIn('watched'), { body: widget('a') });
    await server.call(`${widgetsIn('watched')}/a`, { method: 'DELETE' });
    client?.send('whatever');
    client?.sendRaw(clientFrame(9, 'ping'));
    const events = [await client?.next(), await client?.next()];
    expect(events.map((frame) => frame?.opcode)).toEqual([1, 1]);
    expect(events.map((frame) => JSON.parse(String(frame?.payload)))).toMatchObject([
      { type: 'ADDED', object: { metadata: { name: 'a' } } },
      { type: 'DELETED', object: { metadata: { name: 'a' } } },
    ]);
    expect(await client?.closed()).toBe(1000);
  });

  it('takes any subprotocol that a browser brings', async () => {
    const { client } = await handshake(
      { 'Sec-WebSocket-Protocol': 'base64.binary.k8s.io' },
      `${path}?watch=1`,
    );
    expect(client?.headers['sec-websocket-protocol']).toBe('base64.binary.k8s.io');
    client?.destroy();
  });
});
