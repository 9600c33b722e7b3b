import { copyFileSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { Agent, request } from 'node:https';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls, type SecureVersion } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { makeCertificates } from './certificates.ts';
import { startTestServer, tlsOptions, useServer } from './use-server.ts';
import { widget, widgetsIn } from './widget-kinds.ts';

const server = useServer();
const path = widgetsIn('default');

it('says its version', async () => {
  expect((await server.call('/version')).json).toMatchObject({
    major: expect.stringMatching(/^\d+$/),
    minor: expect.stringMatching(/^\d+$/),
    gitVersion: expect.stringMatching(/^v\d/),
    platform: expect.stringContaining('/'),
  });
});

it('answers HEAD like GET without a body', async () => {
  const get = await server.call('/version');
  const head = await server.call('/version', { method: 'HEAD' });
  expect(head).toMatchObject({
    status: 200,
    text: '',
    headers: { 'content-length': get.headers['content-length'] },
  });
});

it.each(['/%zz', '/apis/demo.kx.dev/v1alpha1/namespaces/a%2/widgets'])(
  '%s is a bad request',
  async (target) => {
    expect((await server.call(target)).json).toMatchObject({ kind: 'Status', code: 400 });
  },
);

describe('the port', () => {
  it('answers plain HTTP with 400', async () => {
    const socket = connect(server.port(), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    let text = '';
    for await (const chunk of socket) text += chunk;
    expect(text).toMatch(
      /^HTTP\/1\.0 400 Bad Request\r\n[\s\S]*Client sent an HTTP request to an HTTPS server\.\n$/,
    );
  });

  const handshake = (version: SecureVersion) =>
    new Promise<string | null>((resolve) => {
      const socket = connectTls(
        {
          ...tlsOptions(server.certificates, ''),
          host: '127.0.0.1',
          port: server.port(),
          minVersion: version,
          maxVersion: version,
          ciphers: 'DEFAULT@SECLEVEL=0',
        },
        () => {
          resolve(socket.getProtocol());
          socket.destroy();
        },
      );
      socket.on('error', () => resolve(null));
    });

  it.each([
    ['TLSv1', null],
    ['TLSv1.1', null],
    ['TLSv1.2', 'TLSv1.2'],
    ['TLSv1.3', 'TLSv1.3'],
  ] as const)('speaks %s: %s', async (version, spoken) => {
    expect(await handshake(version)).toBe(spoken);
  });

  it('speaks HTTP/2, for objects, watches and refusals', async () => {
    const session = connectHttp2(
      `https://127.0.0.1:${server.port()}`,
      tlsOptions(server.certificates, 'admin'),
    );
    const call = (headers: Record<string, string>, body = '') =>
      new Promise<string>((resolve, reject) => {
        const stream = session.request({ ':method': 'GET', ...headers });
        let text = '';
        stream.on('response', (reply) => {
          text = `${reply[':status']} `;
        });
        stream.on('data', (chunk) => {
          text += chunk;
        });
        stream.on('error', reject);
        stream.on('end', () => resolve(text));
        if (body !== '') stream.end(body);
      });
    const json = { ':method': 'POST', ':path': path, 'content-type': 'application/json' };
    expect(await call(json, JSON.stringify(widget('h2')))).toMatch(/^201 .*"name":"h2"/);
    expect(await call({ ':path': `${path}?watch=1&timeoutSeconds=1` })).toMatch(/^200 {"type":"ADDED"/);
    expect(await call({ ':path': '/nope' })).toMatch(/^404 .*"kind":"Status"/);
    expect(await call({ ':method': 'constructor', ':path': path })).toMatch(/^405 .*"kind":"Status"/);
    expect(await call(json, 'x'.repeat(3 * 1024 * 1024 + 1))).toMatch(/^413 .*RequestEntityTooLarge/);
    expect(await call({ ':path': '/livez' })).toBe('200 ok');
    session.close();
  });
});

describe('certificate files', () => {
  const commonName = (port: number, certificates: ReturnType<typeof makeCertificates>) =>
    new Promise<string>((resolve, reject) => {
      const socket = connectTls({ ...tlsOptions(certificates, ''), host: '127.0.0.1', port }, () => {
        resolve(String(socket.getPeerCertificate().subject.CN));
        socket.destroy();
      });
      socket.on('error', reject);
    });

  it('are read again when they change; a bad pair is left alone', async () => {
    const certificates = makeCertificates();
    const log: string[] = [];
    const running = await startTestServer(certificates, { log });
    const seen = () => commonName(running.port, certificates);
    try {
      expect(await seen()).toBe('my-aa');
      copyFileSync(certificates.file('tls2.crt'), certificates.file('tls.crt'));
      await expect.poll(() => log.join('')).toContain('Keeping the certificates that were loaded before');
      expect(await seen()).toBe('my-aa');
      copyFileSync(certificates.file('tls2.key'), certificates.file('tls.key'));
      await expect.poll(seen).toBe('my-aa-renewed');
      writeFileSync(certificates.file('tls.crt'), 'rubbish');
      await expect.poll(() => log.filter((line) => line.includes('Keeping')).length).toBe(2);
      expect(await seen()).toBe('my-aa-renewed');
    } finally {
      await running.stop();
      certificates.remove();
    }
  });

  it('of a CA decide anew who is believed', async () => {
    const certificates = makeCertificates();
    const running = await startTestServer(certificates);
    const status = () =>
      new Promise<number | undefined>((resolve, reject) => {
        const options = { host: '127.0.0.1', port: running.port, path, agent: false };
        request({ ...tlsOptions(certificates, 'foreign'), ...options }, (reply) => {
          reply.resume();
          resolve(reply.statusCode);
        })
          .on('error', reject)
          .end();
      });
    try {
      expect(await status()).toBe(401);
      const both = certificates.pem('client-ca.crt') + certificates.pem('foreign-ca.crt');
      writeFileSync(certificates.file('client-ca.crt'), both);
      await expect.poll(status).toBe(200);
    } finally {
      await running.stop();
      certificates.remove();
    }
  });

  it.each([
    ['tls.crt', '--tls-cert-file', 'cannot be read: ENOENT'],
    ['tls.key', '--tls-private-key-file', 'cannot be read: ENOENT'],
    ['client-ca.crt', '--client-ca-file', 'cannot be read: ENOENT'],
  ])('that are missing are named: %s', async (name, flag, reason) => {
    const gone = `${server.certificates.file(name)}.gone`;
    const starting = startTestServer(server.certificates, { flags: [`${flag}=${gone}`] });
    await expect(starting).rejects.toThrow(`${flag} ${gone} ${reason}`);
  });

  it('that do not fit together are named', async () => {
    const flags = [`--tls-private-key-file=${server.certificates.file('tls2.key')}`];
    await expect(startTestServer(server.certificates, { flags })).rejects.toThrow(
      /are not a usable pair: .*mismatch/,
    );
  });

  it('without a certificate in them are named', async () => {
    const file = server.certificates.file('tls.key');
    const starting = startTestServer(server.certificates, { flags: [`--client-ca-file=${file}`] });
    await expect(starting).rejects.toThrow(`--client-ca-file ${file} holds no PEM certificate`);
  });
});

it('says that a port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(startTestServer(server.certificates, { flags: [`--secure-port=${port}`] })).rejects.toThrow(
    `cannot listen on 127.0.0.1, port ${port}: another process listens there`,
  );
  other.close();
});

it('finishes requests, ends watches and accepts nothing more when it stops', async () => {
  const certificates = makeCertificates();
  const running = await startTestServer(certificates);
  const agent = new Agent({ keepAlive: true });
  const start = (target: string, method = 'GET') =>
    request({
      ...tlsOptions(certificates, 'admin'),
      host: '127.0.0.1',
      port: running.port,
      path: target,
      method,
      agent,
    });
  const finished = (sent: ReturnType<typeof start>) =>
    new Promise<number | undefined>((resolve, reject) => {
      sent
        .on('error', reject)
        .on('response', (reply) => reply.resume().on('end', () => resolve(reply.statusCode)));
    });
  expect(await finished(start('/livez').end())).toBe(200);
  const watch = start(`${path}?watch=1`);
  const watched = finished(watch);
  watch.end();
  const slow = start(path, 'POST').setHeader('Content-Type', 'application/json');
  const written = finished(slow);
  const body = JSON.stringify(widget('slow'));
  slow.write(body.slice(0, 10));
  await sleep(200);
  const stopped = running.stop();
  await sleep(100);
  slow.end(body.slice(10));
  expect(await written).toBe(201);
  expect(await watched).toBe(200);
  await stopped;
  await expect(finished(start('/livez').end())).rejects.toThrow(/ECONNREFUSED|ECONNRESET|hang up/);
  agent.destroy();
  certificates.remove();
});
