import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { md, pki } from 'node-forge';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dial } from '../../../src/discover/client/dial.ts';
import { everywhere, HEALTHY } from './answers.ts';
import { fakeApiServer } from './fake-api-server.ts';
import { originsFor } from './origins-for.ts';
import { discover, kubeconfigFor } from './run-discover.ts';

const YEAR = 365 * 24 * 60 * 60 * 1_000;

async function failed(run: Promise<unknown>) {
  return run.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );
}

it('fails on a certificate of another CA', async () => {
  const [server, other] = [await fakeApiServer(HEALTHY), await fakeApiServer(HEALTHY)];
  expect(await failed(discover({ url: server.url, ca: other.ca }))).toMatchObject({
    exitCode: 5,
    message: expect.stringMatching(
      /^the certificate of https:\S+ is not signed by certificate-authority of context 'dev' of \S+$/,
    ),
    hint: expect.stringContaining('--certificate-authority FILE'),
  });
});

it('fails on a certificate that the system does not trust', async () => {
  const { url } = await fakeApiServer(HEALTHY);
  expect(await failed(discover({ url, ca: '' }))).toMatchObject({
    message: `the certificate of ${url} is not signed by any certificate authority that this machine trusts`,
  });
});

it('fails on an expired certificate', async () => {
  const server = await fakeApiServer(HEALTHY, { issued: Date.now() - 2 * YEAR });
  expect(await failed(discover(server))).toMatchObject({
    message: expect.stringMatching(
      /^the certificate of https:\S+ expired on \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
    ),
    hint: 'renew it on the server',
  });
});

it('fails on a certificate for another name, and says for which', async () => {
  const server = await fakeApiServer(HEALTHY);
  expect(await failed(discover(server, { tlsServerName: 'other.example.com' }))).toMatchObject({
    message: expect.stringMatching(/is for another name than 'other\.example\.com': .*DNS:localhost/),
    hint: 'give one of its names as tls-server-name, or none where the address is one of them',
  });
});

it.each([
  ['a name of the certificate', { tlsServerName: 'localhost' }],
  ['no verification', { insecureSkipTlsVerify: true }],
])('does with %s', async (_, options) => {
  expect(await discover(await fakeApiServer(HEALTHY), options)).toMatchObject({ code: 0 });
});

it('fails where nothing listens', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  const url = `https://127.0.0.1:${port}`;
  const message = `${url} refused the connection: nothing listens there`;
  expect(await failed(discover({ url, ca: '' }))).toMatchObject({
    message,
    hint: expect.stringMatching(/^check the address in/),
  });
});

it('fails on a host name that does not resolve', async () => {
  expect(await failed(discover({ url: 'https://no-such-host.invalid:6443', ca: '' }))).toMatchObject({
    message: 'the host name of https://no-such-host.invalid:6443 does not resolve',
  });
});

it('fails where plain HTTP answers an https address', async () => {
  const { url } = await fakeApiServer(HEALTHY, { protocol: 'http' });
  expect(await failed(discover({ url: url.replace('http:', 'https:'), ca: '' }))).toMatchObject({
    message: expect.stringMatching(/does not speak TLS$/),
    hint: 'if plain HTTP is meant, write the address with http://',
  });
});

it('fails where something else than HTTP answers', async () => {
  const server = createServer((socket) => socket.end('220 mail.example.com ESMTP\r\n')).listen(
    0,
    '127.0.0.1',
  );
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await failed(discover({ url: `http://127.0.0.1:${port}`, ca: '' }))).toMatchObject({
    message: `http://127.0.0.1:${port} does not speak HTTP`,
  });
});

describe('a server that asks for a client certificate', () => {
  it.each(['h2', 'http/1.1'] as const)('is told of over %s', async (protocol) => {
    const server = await fakeApiServer(HEALTHY, { protocol, mutual: true });
    expect(await failed(discover(server))).toMatchObject({
      exitCode: 5,
      message: `${server.url} asks for a client certificate`,
      hint: expect.stringContaining('or give --client-certificate and --client-key'),
    });
  });

  it.each(['h2', 'http/1.1'] as const)(
    'ends a %s connection that nobody listens to yet',
    async (protocol) => {
      const { url, ca } = await fakeApiServer(HEALTHY, { protocol, mutual: true });
      const tls = { ca, cert: undefined, key: undefined, serverName: undefined, insecure: false };
      const target = {
        server: url,
        tls,
        headers: [],
        compression: true,
        namespace: 'default',
        proxyUrl: undefined,
        origins: originsFor('it'),
      };
      const { socket, endedBy } = await dial({
        target,
        proxy: undefined,
        id: 1,
        alpn: [protocol],
        signal: new AbortController().signal,
      });
      // An error without a listener ends the process, and here the run of tests.
      await new Promise((resolve) => socket.resume().on('close', resolve));
      expect(endedBy()).toMatchObject({ code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' });
    },
  );
});

it('sends no credential over plain HTTP, and says so where one is asked for', async () => {
  const unauthorized = { status: 401, body: { kind: 'Status', message: 'Unauthorized' } };
  const server = await fakeApiServer(everywhere(unauthorized), { protocol: 'http' });
  expect(await failed(discover(server, { token: 'flag', as: 'jane' }))).toMatchObject({
    exitCode: 5,
    hint: 'kx does not send --token over plain HTTP; write the address with https://',
  });
  expect(server.requests.map(({ headers }) => [headers.authorization, headers['impersonate-user']])).toEqual([
    [undefined, 'jane'],
    [undefined, 'jane'],
  ]);
});

it('leaves no connection to a server that never says anything', async () => {
  const closed: Promise<unknown>[] = [];
  const server = createServer((socket) => closed.push(once(socket.resume(), 'close'))).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `https://127.0.0.1:${port}`;
  expect(await failed(discover({ url, ca: '' }, { requestTimeout: '200ms' }))).toMatchObject({
    message: `${url} accepted the connection, but did not shake hands within 0.2 s`,
  });
  expect(closed).toHaveLength(1);
  await Promise.all(closed);
});

it('logs a request that got no answer as kubectl does', async () => {
  const stderr: string[] = [];
  const url = 'https://no-such-host.invalid:6443';
  await failed(
    discover(
      { url, ca: '' },
      { v: '6', kubectl: '1.33' },
      { stderr: { write: (text) => stderr.push(text) } },
    ),
  );
  expect(stderr.join('')).toMatch(
    /"Response" verb="GET" url="https:\/\/no-such-host.invalid:6443\/api\?timeout=32s" status="" milliseconds=\d+\n/,
  );
});

it.each([
  ['1.31', '6'],
  ['1.37', '7'],
  ['1.37', '9'],
])('logs lines whose times rise, as kubectl %s -v %s', async (kubectl, v) => {
  const { stderr } = await discover(await fakeApiServer(HEALTHY), { v, kubectl, quiet: true });
  const times = [...stderr.matchAll(/^I\d{4} (\S+)/gm)].map(([, time]) => time);
  expect(times.length).toBeGreaterThan(2);
  expect(times).toEqual(times.toSorted());
  const [answered, next] = [/Response|200 OK/.exec(stderr)?.index, stderr.indexOf('/apis?')];
  expect(next).toBeGreaterThan(answered ?? next);
});

it('logs /api before /apis, as the old kubectl does', async () => {
  const stderr: string[] = [];
  const server = await fakeApiServer(HEALTHY);
  const kubeconfig = kubeconfigFor(server);
  await discover(
    server,
    { kubeconfig, verbose: true, kubectl: '1.30', quiet: true },
    { stderr: { write: (text) => stderr.push(text) }, pid: 42 },
  );
  const lines = stderr
    .join('')
    .replaceAll(/\d\d:\d\d:\d\d\.\d{6}/g, 'TIME')
    .replaceAll(/in \d+ milli/g, 'in N milli')
    .replaceAll(/I\d{4}/g, 'IDATE');
  expect(lines).toBe(`IDATE TIME      42 loader.go:395] Config loaded from file:  ${kubeconfig}
IDATE TIME      42 round_trippers.go:553] GET ${server.url}/api?timeout=32s 200 OK in N milliseconds
IDATE TIME      42 round_trippers.go:553] GET ${server.url}/apis?timeout=32s 200 OK in N milliseconds
`);
});

describe('a certificate', () => {
  const DAY = 24 * 60 * 60 * 1_000;

  it.each<readonly [what: string, made: SelfMade, said: RegExp, hint: RegExp]>([
    [
      'with a common name alone',
      { commonName: '127.0.0.1' },
      / has no subject alternative names, only the common name '127\.0\.0\.1'$/,
      /^issue it again/,
    ],
    [
      'with names that are no hosts',
      { commonName: 'me', altNames: [{ type: 1, value: 'me@example.com' }] },
      / has no subject alternative names, only the common name 'me'$/,
      /^issue it again/,
    ],
    [
      'for another address',
      { commonName: 'me', altNames: [{ type: 7, ip: '10.0.0.1' }] },
      / is for another name: IP Address:10\.0\.0\.1$/,
      /--tls-server-name$/,
    ],
    [
      'that expired',
      { commonName: 'me', from: -3 * DAY, to: -DAY },
      / expired on \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
      /^renew it on the server$/,
    ],
    [
      'of the future',
      { commonName: 'me', from: DAY, to: 2 * DAY },
      / is not valid before \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
      /^the clock of this machine says \S+Z: check it$/,
    ],
  ])('%s is told of in one sentence', async (_, made, said, hint) => {
    const { cert, key } = selfSigned(made);
    const server = createTlsServer({ cert, key }, (socket) => socket.on('error', () => undefined).resume());
    onTestFinished(() => void server.close());
    server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const error = await failed(discover({ url: `https://127.0.0.1:${port}`, ca: cert }));
    expect(error).toMatchObject({
      exitCode: 5,
      message: expect.stringMatching(said),
      hint: expect.stringMatching(hint),
    });
  });
});

type SelfMade = {
  readonly commonName: string;
  readonly altNames?: readonly object[];
  /** Milliseconds from now. */
  readonly from?: number;
  readonly to?: number;
};

function selfSigned({ commonName, altNames, from = -YEAR, to = YEAR }: SelfMade) {
  const { publicKey, privateKey } = pki.rsa.generateKeyPair(2_048);
  const certificate = pki.createCertificate();
  const subject = [{ name: 'commonName', value: commonName }];
  certificate.publicKey = publicKey;
  certificate.serialNumber = '01';
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.validity.notBefore = new Date(Date.now() + from);
  certificate.validity.notAfter = new Date(Date.now() + to);
  const names = altNames === undefined ? [] : [{ name: 'subjectAltName', altNames }];
  certificate.setExtensions([{ name: 'basicConstraints', cA: true }, ...names]);
  certificate.sign(privateKey, md.sha256.create());
  return { cert: pki.certificateToPem(certificate), key: pki.privateKeyToPem(privateKey) };
}
