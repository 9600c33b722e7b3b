import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { clientFor, failureOf } from './client-for.ts';
import { type FakeServer, fakeApiServer } from './fake-api-server.ts';
import { type FakeProxy, httpProxy, type ProxyConduct, socksProxy } from './fake-proxy.ts';
import { rawServer } from './raw-server.ts';

/** A name that only a proxy knows. */
const NAME = 'api.example.test';
const ROUTES = { '/api': { body: '{}' } };
const ORIGIN = "proxy-url of context 'dev'";

/** @returns the server under a name that does not resolve */
function elsewhere(server: FakeServer) {
  return { ca: server.ca, url: server.url.replace('127.0.0.1', NAME) };
}

function portOf({ url }: Pick<FakeServer, 'url'>): number {
  return Number(new URL(url).port);
}

function proxied(url: string) {
  return { target: { proxyUrl: { url, origin: ORIGIN } }, tls: { serverName: 'localhost' } };
}

const START: Readonly<Record<string, (conduct: ProxyConduct) => Promise<FakeProxy>>> = {
  http: (conduct) => httpProxy('http', conduct),
  https: (conduct) => httpProxy('https', conduct),
  socks5: socksProxy,
  socks5h: socksProxy,
};

async function start(scheme: string, conduct: ProxyConduct): Promise<FakeProxy> {
  return (START[scheme] ?? socksProxy)(conduct);
}

describe('through a proxy', () => {
  it.each([
    ['http', 'h2', 'HTTP/2.0', (port: number) => `CONNECT ${NAME}:${port}`],
    ['http', 'http/1.1', 'HTTP/1.1', (port: number) => `CONNECT ${NAME}:${port}`],
    ['https', 'h2', 'HTTP/2.0', (port: number) => `CONNECT ${NAME}:${port}`],
    ['https', 'http/1.1', 'HTTP/1.1', (port: number) => `CONNECT ${NAME}:${port}`],
    ['socks5', 'h2', 'HTTP/2.0', (port: number) => `3 ${NAME}:${port}`],
    ['socks5h', 'http/1.1', 'HTTP/1.1', (port: number) => `3 ${NAME}:${port}`],
    ['http', 'http', 'HTTP/1.1', (port: number) => `GET http://${NAME}:${port}/api`],
    ['https', 'http', 'HTTP/1.1', (port: number) => `GET http://${NAME}:${port}/api`],
    ['socks5', 'http', 'HTTP/1.1', (port: number) => `3 ${NAME}:${port}`],
  ] as const)('of %s a server of %s is asked by %s', async (scheme, protocol, spoken, asked) => {
    const server = await fakeApiServer(ROUTES, { protocol });
    const proxy = await start(scheme, { to: portOf(server) });
    const given = proxied(`${scheme}://${proxy.host}`);
    const client = clientFor({ ...elsewhere(server), ca: server.ca + proxy.ca }, given);
    expect(await client.get('/api')).toMatchObject({ status: 200, protocol: spoken });
    expect(proxy.asked).toEqual([asked(portOf(server))]);
    expect(client.events).toContainEqual(expect.objectContaining({ kind: 'dial', address: proxy.host }));
    expect(client.records).toMatchObject([{ connection: { id: 1, address: proxy.host } }]);
  });

  it.each([
    ['http', 'h2', 'Basic bWU6YUBiOmM='],
    ['https', 'h2', 'Basic bWU6YUBiOmM='],
    ['http', 'http', 'Basic bWU6YUBiOmM='],
    ['socks5', 'h2', 'me:a@b:c'],
  ] as const)('of %s before %s user and password go to it alone', async (scheme, protocol, presented) => {
    const server = await fakeApiServer(ROUTES, { protocol });
    const proxy = await start(scheme, { to: portOf(server), method: 2 });
    const client = clientFor(
      { ...elsewhere(server), ca: server.ca + proxy.ca },
      proxied(`${scheme}://me:a%40b%3Ac@${proxy.host}`),
    );
    await client.get('/api');
    expect(proxy.presented).toEqual([presented]);
    expect(JSON.stringify(client.records)).not.toContain(presented);
  });

  it('an address goes as an address', async () => {
    const server = await fakeApiServer(ROUTES);
    const proxy = await socksProxy({ to: portOf(server) });
    for (const host of ['10.1.2.3', '[fd00::1:2]']) {
      await clientFor(
        { ca: server.ca, url: server.url.replace('127.0.0.1', host) },
        proxied(`socks5://${proxy.host}`),
      ).get('/api');
    }
    const port = portOf(server);
    expect(proxy.asked).toEqual([`1 0a010203:${port}`, `4 fd000000000000000000000000010002:${port}`]);
  });

  it('of the environment, the name of the server is resolved there', async () => {
    const server = await fakeApiServer(ROUTES);
    const proxy = await httpProxy('http', { to: portOf(server) });
    const { get } = clientFor(elsewhere(server), {
      env: { https_proxy: proxy.host },
      tls: { serverName: 'localhost' },
    });
    expect(await get('/api')).toMatchObject({ status: 200 });
    expect(proxy.asked).toHaveLength(1);
  });
});

describe('a proxy that', () => {
  const server = { url: `https://${NAME}:6443`, ca: '' };
  const at = `${NAME}:6443`;

  it.each<
    readonly [what: string, url: string, conduct: Omit<ProxyConduct, 'to'>, said: RegExp, hint: RegExp]
  >([
    [
      'asks for a password',
      'http://',
      { refuses: 407 },
      /^the proxy http:\S+ asks for a user and password$/,
      /^write them into/,
    ],
    [
      'knows another password',
      'http://me:no@',
      { refuses: 407 },
      /does not accept the user and password in proxy-url/,
      /%40/,
    ],
    [
      'forbids it',
      'http://',
      { refuses: 403 },
      /does not connect to \S+:6443: it answers 403 No$/,
      /^have the proxy allow it/,
    ],
    [
      'does not find it',
      'http://',
      { refuses: 502 },
      /cannot reach \S+:6443: it answers 502 No$/,
      /^check the address of the server/,
    ],
    [
      'wants no CONNECT',
      'http://',
      { refuses: 405 },
      /does not connect to \S+:6443: it answers 405 No$/,
      /remove proxy-url of/,
    ],
    [
      'asks for a password',
      'socks5://',
      { method: 255 },
      /^the proxy socks5:\S+ asks for a user and password$/,
      /^write them into/,
    ],
    [
      'wants another way to sign in',
      'socks5://me:no@',
      { method: 255 },
      /does not accept the user and password/,
      /^correct/,
    ],
    [
      'knows another password',
      'socks5://me:no@',
      { method: 2, verdict: 1 },
      /does not accept the user and password/,
      /^correct/,
    ],
    [
      'forbids it',
      'socks5://',
      { refuses: 2 },
      /: its rules do not allow it \(SOCKS reply 2\)$/,
      /go round the proxy/,
    ],
    [
      'does not reach it',
      'socks5h://',
      { refuses: 4 },
      /: the host is unreachable, .* \(SOCKS reply 4\)$/,
      /go round/,
    ],
    [
      'is refused there',
      'socks5://',
      { refuses: 5 },
      /cannot connect to \S+:6443: the connection was refused/,
      /go round/,
    ],
  ])('%s (%s) is named', async (_, url, conduct, said, hint) => {
    const [scheme = ''] = url.split(':');
    const proxy = await start(scheme, { to: 1, ...conduct });
    const error = await failureOf(clientFor(server, proxied(url + proxy.host)).get('/api'));
    expect(error).toMatchObject({
      exitCode: 5,
      message: expect.stringMatching(said),
      hint: expect.stringMatching(hint),
    });
    expect(String(error)).not.toMatch(/me:no/);
  });

  it.each(['http', 'https', 'socks5'])('refuses connections (%s) is named', async (scheme) => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    const url = `${scheme}://127.0.0.1:${port}`;
    expect(await failureOf(clientFor(server, proxied(url)).get('/api'))).toMatchObject({
      message: `the proxy ${url} refused the connection: nothing listens there`,
      hint: `check the address in ${ORIGIN}`,
    });
  });

  it('does not resolve is named', async () => {
    const env = { HTTPS_PROXY: 'http://me:secret@no-such-proxy.invalid:3128' };
    expect(await failureOf(clientFor(server, { env }).get('/api'))).toMatchObject({
      message: 'the host name of the proxy http://no-such-proxy.invalid:3128 does not resolve',
      hint: 'check the address in HTTPS_PROXY',
    });
  });

  it.each(['http', 'socks5'])('speaks something else (%s) is named', async (scheme) => {
    const other = await rawServer((socket) => socket.write('220 mail.example.com ESMTP\r\n'));
    const url = `${scheme}://127.0.0.1:${other.port}`;
    expect(await failureOf(clientFor(server, proxied(url)).get('/api'))).toMatchObject({
      message: expect.stringMatching(/^the proxy \S+ does not speak (HTTP|SOCKS 5)$/),
      hint: `check scheme and port in ${ORIGIN}`,
    });
  });

  it.each(['http', 'socks5'])('closes the connection (%s) is named, and not asked again', async (scheme) => {
    const other = await rawServer((socket) => socket.once('data', () => socket.end()));
    const client = clientFor(server, proxied(`${scheme}://127.0.0.1:${other.port}`));
    expect(await failureOf(client.get('/api'))).toMatchObject({
      message: expect.stringMatching(/^the proxy \S+ closed the connection before it answered$/),
      hint: `check that scheme and port in ${ORIGIN} are those of a proxy`,
    });
    expect(client.records).toHaveLength(1);
  });

  it.each(['http', 'socks5'])('never answers (%s) is named after the request timeout', async (scheme) => {
    const proxy = await start(scheme, { to: 1, hangs: true });
    const { get } = clientFor(server, { ...proxied(`${scheme}://${proxy.host}`), timeout: 100 });
    expect(await failureOf(get('/api'))).toMatchObject({
      message: `the proxy ${scheme}://${proxy.host} did not connect to ${at} within 0.1 s`,
    });
  });

  it.each(['http', 'socks5'])('never answers (%s) is left on Ctrl-C', async (scheme) => {
    const proxy = await start(scheme, { to: 1, hangs: true });
    const { get, stop, events } = clientFor(server, proxied(`${scheme}://${proxy.host}`));
    const failure = failureOf(get('/api'));
    await expect.poll(() => events.map(({ kind }) => kind)).toContain('dial');
    stop.abort();
    expect(await failure).toMatchObject({ exitCode: 130 });
  });

  it('has a certificate of an unknown CA is named', async () => {
    const proxy = await httpProxy('https', { to: 1 });
    const { ca } = await fakeApiServer(ROUTES);
    const given = proxied(`https://${proxy.host}`);
    expect(await failureOf(clientFor({ ...server, ca }, given).get('/api'))).toMatchObject({
      message: expect.stringMatching(/^the certificate of the proxy https:\S+ is not signed by any /),
    });
  });

  it('speaks no TLS is named', async () => {
    const proxy = await httpProxy('http', { to: 1 });
    const url = `https://${proxy.host}`;
    expect(await failureOf(clientFor(server, proxied(url)).get('/api'))).toMatchObject({
      message: `the proxy ${url} does not speak TLS`,
      hint: `if a proxy without TLS is meant, write its address in ${ORIGIN} with http://`,
    });
  });

  it('asks for a password before a server of plain HTTP is named', async () => {
    const proxy = await httpProxy('http', { to: 1, refuses: 407 });
    const plain = { url: `http://${NAME}:8080`, ca: '' };
    expect(await failureOf(clientFor(plain, proxied(`http://${proxy.host}`)).get('/api'))).toMatchObject({
      message: `the proxy http://${proxy.host} asks for a user and password`,
    });
  });
});

it('tells the certificate of the server from that of the proxy', async () => {
  const server = await fakeApiServer(ROUTES);
  const proxy = await httpProxy('http', { to: portOf(server) });
  const given = { target: { proxyUrl: { url: `http://${proxy.host}`, origin: ORIGIN } } };
  expect(await failureOf(clientFor(elsewhere(server), given).get('/api'))).toMatchObject({
    message: expect.stringMatching(
      /^the certificate of https:\/\/api\.example\.test:\d+ is for another name: /,
    ),
  });
});
