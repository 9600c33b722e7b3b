import { connect as connectHttp2 } from 'node:http2';
import { request } from 'node:https';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tlsOptions, useServer } from './use-server.ts';
import { widgetsIn } from './widget-kinds.ts';

const server = useServer();
const path = widgetsIn('default');

/** The minute that a body may take; Node's own timers of connections are longer or not of this length. */
const minute = 60_000;

beforeEach(() => {
  const real = setTimeout;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation((callback, milliseconds, ...rest) =>
    real(callback, milliseconds === minute ? 100 : milliseconds, ...rest),
  );
});
afterEach(() => {
  vi.restoreAllMocks();
});

it('over HTTP/1.1 is given up after a minute, and its connection with it', async () => {
  const slow = request({
    ...tlsOptions(server.certificates, 'admin'),
    host: '127.0.0.1',
    port: server.port(),
    path,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Content-Length': 100 },
  });
  slow.write('{');
  const [status, connection, reason] = await new Promise<unknown[]>((resolve, reject) => {
    slow.on('error', reject).on('response', (reply) => {
      let text = '';
      reply.on('data', (chunk) => {
        text += chunk;
      });
      reply.on('end', () => resolve([reply.statusCode, reply.headers.connection, JSON.parse(text).reason]));
    });
  });
  expect({ status, connection, reason }).toEqual({ status: 504, connection: 'close', reason: 'Timeout' });
  slow.destroy();
});

it('over HTTP/2 is given up after a minute', async () => {
  const session = connectHttp2(
    `https://127.0.0.1:${server.port()}`,
    tlsOptions(server.certificates, 'admin'),
  );
  const slow = session.request({ ':method': 'POST', ':path': path, 'content-type': 'application/json' });
  slow.write('{');
  const status = await new Promise((resolve, reject) => {
    slow.on('error', reject).on('response', (reply) => resolve(reply[':status']));
  });
  expect(status).toBe(504);
  session.destroy();
});
