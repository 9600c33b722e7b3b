import type { Http2SecureServer } from 'node:http2';
import { request } from 'node:https';
import { expect, it, vi } from 'vitest';
import { makeCertificates } from './certificates.ts';
import { startTestServer, tlsOptions } from './use-server.ts';
import { widgetsIn } from './widget-kinds.ts';

const created = vi.hoisted((): Http2SecureServer[] => []);

vi.mock('node:http2', async (importOriginal) => {
  const http2 = await importOriginal<typeof import('node:http2')>();
  const createSecureServer = (...args: Parameters<typeof http2.createSecureServer>) => {
    const server = http2.createSecureServer(...args);
    created.push(server);
    return server;
  };
  return { ...http2, createSecureServer };
});

it('are logged, and end nothing but themselves', async () => {
  const certificates = makeCertificates();
  const log: string[] = [];
  const running = await startTestServer(certificates, { log, flags: ['--v=4'] });
  const send = (method: string, path: string) =>
    request({ ...tlsOptions(certificates, 'admin'), host: '127.0.0.1', port: running.port, method, path });
  try {
    const [server] = created;
    expect(server?.emit('error', new Error('accept EMFILE'))).toBe(true);
    server?.emit('error', new Error('accept EMFILE'));
    expect(log.join('')).toMatch(/^E.*"The listener failed" err="accept EMFILE"$/m);
    server?.emit('sessionError', new Error('Protocol error'));
    expect(log.join('')).toMatch(/^I.*"An HTTP\/2 connection failed" err="Protocol error"$/m);

    const half = send('POST', widgetsIn('default')).setHeader('Content-Type', 'application/json');
    half.on('error', () => half.destroy());
    half.setHeader('Content-Length', 100).write('{');
    setTimeout(() => half.destroy(), 200);
    await expect.poll(() => log.join('')).toMatch(/^I.*"A client broke off" err="aborted"$/m);

    const status = await new Promise((resolve, reject) => {
      send('GET', '/livez')
        .on('response', (reply) => resolve(reply.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  } finally {
    await running.stop();
    certificates.remove();
  }
});
