import { connect as connectHttp2 } from 'node:http2';
import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { createLongLivedConnections } from '../../../templates/aa/typescript/src/server/lifecycle/long-lived-connections.ts';
import { makeCertificates } from './certificates.ts';
import { startTestServer, tlsOptions } from './use-server.ts';
import { widget, widgetsIn } from './widget-kinds.ts';

const certificates = makeCertificates();
afterAll(() => certificates.remove());
const path = widgetsIn('default');

type Sent = ReturnType<typeof request>;
type Answer = {
  readonly status: number | undefined;
  readonly connection: string | undefined;
  readonly text: string;
};

const clientOf = (port: number) => {
  const agent = new Agent({ keepAlive: true, ...tlsOptions(certificates, 'admin') });
  const begin = (target: string, method = 'GET'): Sent =>
    request({ host: '127.0.0.1', port, path: target, method, agent });
  const answer = (sent: Sent): Promise<Answer> =>
    new Promise((resolve, reject) => {
      sent.on('error', reject).on('response', (reply) => {
        let text = '';
        reply.on('data', (chunk) => {
          text += chunk;
        });
        reply.on('error', reject);
        reply.on('end', () =>
          resolve({ status: reply.statusCode, connection: reply.headers.connection, text }),
        );
      });
    });
  const get = (target: string): Promise<Answer> => answer(begin(target).end());
  return { agent, begin, answer, get };
};

it('serves on for the delay, though it is not ready, and sends clients elsewhere', async () => {
  const running = await startTestServer(certificates, { flags: ['--shutdown-delay-duration=600ms'] });
  const { agent, get } = clientOf(running.port);
  expect(await get('/readyz')).toMatchObject({ status: 200, connection: 'keep-alive' });
  const stopped = running.stop();
  expect(await get('/readyz')).toEqual({
    status: 500,
    connection: 'close',
    text: expect.stringMatching(/\[-\]shutdown failed: reason withheld\n(warn: .*\n)?readyz check failed\n$/),
  });
  expect(await get('/readyz/shutdown')).toMatchObject({
    status: 500,
    text: expect.stringContaining('shutdown failed'),
  });
  for (const target of ['/livez', '/healthz', path]) expect((await get(target)).status).toBe(200);
  await stopped;
  await expect(get('/livez')).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
  agent.destroy();
});

it('answers 429 to what comes after the delay while it finishes the rest, where it is asked to', async () => {
  const flags = ['--shutdown-send-retry-after'];
  const running = await startTestServer(certificates, { flags });
  const { agent, begin, answer, get } = clientOf(running.port);
  const slow = begin(path, 'POST').setHeader('Content-Type', 'application/json');
  const written = answer(slow);
  const body = JSON.stringify(widget('slow'));
  slow.write(body.slice(0, 10));
  const watch = answer(begin(`${path}?watch=1`).end());
  await sleep(200);
  const stopped = running.stop();
  const refused = await get(path);
  expect(refused).toMatchObject({ status: 429, connection: 'close' });
  expect(JSON.parse(refused.text)).toMatchObject({
    reason: 'TooManyRequests',
    message: 'The apiserver is shutting down, please try again later.',
    details: { retryAfterSeconds: 5 },
  });
  expect((await get('/livez')).status).toBe(200);
  slow.end(body.slice(10));
  expect((await written).status).toBe(201);
  expect((await watch).status).toBe(200);
  await stopped;
  agent.destroy();
});

it('fails no request of a client that keeps its connections and opens others where it is ready', async () => {
  const servers = [
    await startTestServer(certificates, { flags: ['--shutdown-delay-duration=1s'] }),
    await startTestServer(certificates),
  ] as const;
  const [going, staying] = servers;
  const clients = new Map(servers.map((each) => [each, clientOf(each.port)]));
  const agent = new Agent({ keepAlive: true, maxSockets: 4, ...tlsOptions(certificates, 'admin') });
  let chosen = going.port;
  let stopping = true;
  const outcomes = new Map<unknown, number>();
  const note = (outcome: unknown) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  // What a Service does: connections that are open stay where they are, new ones go to who is ready.
  const balance = async () => {
    while (stopping) {
      const ready = await clients
        .get(going)
        ?.get('/readyz')
        .catch(() => undefined);
      if (ready?.status !== 200) chosen = staying.port;
      await sleep(50);
    }
  };
  const ask = async () => {
    while (stopping) {
      const sent = request({ host: '127.0.0.1', port: chosen, path, agent });
      note(
        await (clients.get(going)?.answer(sent.end()) ?? Promise.reject(new Error('nobody')))
          .then(({ status }) => status)
          .catch(String),
      );
    }
  };
  const working = [balance(), ...Array.from({ length: 4 }, ask)];
  await sleep(300);
  await going.stop();
  await sleep(200);
  stopping = false;
  await Promise.all(working);
  expect([...outcomes.keys()]).toEqual([200]);
  expect(chosen).toBe(staying.port);
  agent.destroy();
  for (const client of clients.values()) client.agent.destroy();
  await staying.stop();
});

it('ends watches over HTTP/2 in good order, and sends GOAWAY', async () => {
  const running = await startTestServer(certificates);
  const session = connectHttp2(`https://127.0.0.1:${running.port}`, tlsOptions(certificates, 'admin'));
  const codes: number[] = [];
  session.on('goaway', (code) => codes.push(code));
  const closed = new Promise<void>((resolve) => session.on('close', () => resolve()));
  const watch = session.request({ ':path': `${path}?watch=1` });
  const ended = new Promise<number>((resolve) => watch.on('close', () => resolve(watch.rstCode)));
  await new Promise((resolve) => watch.on('response', resolve));
  watch.resume();
  await running.stop();
  expect(await ended).toBe(0);
  await closed;
  expect(codes).toEqual([0]);
});

it('tells each long-lived connection once, and those that come too late at once', () => {
  const told: string[] = [];
  const connections = createLongLivedConnections();
  connections.add(() => told.push('a'));
  const forget = connections.add(() => told.push('b'));
  forget();
  expect(connections.count()).toBe(1);
  connections.closeAll();
  connections.closeAll();
  connections.add(() => told.push('c'));
  expect(told).toEqual(['a', 'c']);
  expect(connections.count()).toBe(0);
});
