import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { createInflightLimits } from '../../../templates/aa/typescript/src/server/limits/inflight-limits.ts';
import { isLongRunning } from '../../../templates/aa/typescript/src/server/limits/long-running.ts';
import {
  deadlineOf,
  withinDeadline,
} from '../../../templates/aa/typescript/src/server/limits/request-deadline.ts';
import { readRequestInfo } from '../../../templates/aa/typescript/src/server/request/request-info.ts';
import { tlsOptions, useServer, useServerOf } from './use-server.ts';
import { version, widget, widgetClassKind, widgetKind, widgetsIn } from './widget-kinds.ts';

const server = useServer('--max-mutating-requests-inflight=3', '--request-timeout=20s');
const path = widgetsIn('default');

/** Who has a right to write without being of system:masters, whom no limit holds. */
const controller = {
  as: 'proxy',
  headers: { 'X-Remote-User': 'system:serviceaccount:kube-system:namespace-controller' },
} as const;

/** A deletion whose body does not come. */
const beginDeletion = (port: number) => {
  const sent = request({
    ...tlsOptions(server.certificates, 'proxy'),
    host: '127.0.0.1',
    port,
    path: `${path}/none`,
    method: 'DELETE',
    headers: { ...controller.headers, 'Content-Type': 'application/json', 'Content-Length': 2 },
    agent: false,
  });
  sent.on('error', () => {});
  sent.write('{');
  return {
    status: once(sent, 'response').then(([reply]) => {
      reply.resume();
      return reply.statusCode;
    }),
    finish: () => sent.end('}'),
  };
};

it('answers 429 where as many requests are under way as are allowed, but to system:masters', async () => {
  const scrape = async (name: string) =>
    (await server.call('/metrics')).text.split('\n').find((line) => line.startsWith(name));
  const slow = [beginDeletion(server.port()), beginDeletion(server.port()), beginDeletion(server.port())];
  const gauge = 'apiserver_current_inflight_requests{request_kind="mutating"}';
  await expect.poll(() => scrape(gauge)).toBe(`${gauge} 3`);

  const refused = await server.call(`${path}/none`, { method: 'DELETE', ...controller });
  expect(refused).toMatchObject({
    status: 429,
    headers: { 'retry-after': '1' },
    json: {
      kind: 'Status',
      reason: 'TooManyRequests',
      message: 'Too many requests, please try again later.',
      details: { retryAfterSeconds: 1 },
      code: 429,
    },
  });
  expect((await server.call(path, { ...controller })).status).toBe(200);
  expect((await server.call(path, { body: widget('master') })).status).toBe(201);
  expect(await scrape('apiserver_request_terminations_total')).toMatch(/verb="DELETE".*code="429"} 1$/);

  for (const each of slow) each.finish();
  expect(await Promise.all(slow.map((each) => each.status))).toEqual([404, 404, 404]);
  expect((await server.call(`${path}/none`, { method: 'DELETE', ...controller })).status).toBe(404);
});

it.each(['HTTP/1.1', 'HTTP/2'])('gives the place of a slow client back over %s', async (protocol) => {
  const limits = createInflightLimits({ readOnly: 1, mutating: 1 }, () => new Date());
  const user = { name: 'a', uid: '', groups: [], extra: {}, source: 'token' } as const;
  limits.enter('create', user)();
  const leave = limits.enter('create', user);
  expect(() => limits.enter('patch', user)).toThrow('Too many requests');
  expect(limits.enter('get', user)).toBeTypeOf('function');
  leave();
  limits.enter('update', user)();

  const tls = tlsOptions(server.certificates, 'proxy');
  const target = `${path}/none?timeout=300ms`;
  const status = async (): Promise<number> => {
    if (protocol === 'HTTP/2') {
      const session = connectHttp2(`https://127.0.0.1:${server.port()}`, tls);
      const type = {
        'content-type': 'application/json',
        'x-remote-user': controller.headers['X-Remote-User'],
      };
      const stream = session.request({ ':method': 'DELETE', ':path': target, ...type }, { endStream: false });
      stream.write('{');
      const [reply] = await once(stream, 'response');
      session.destroy();
      return reply[':status'];
    }
    const headers = { ...controller.headers, 'Content-Type': 'application/json', 'Content-Length': 9 };
    const options = { host: '127.0.0.1', port: server.port(), path: target, method: 'DELETE', headers };
    const sent = request({ ...tls, ...options, agent: false });
    sent.write('{');
    const [reply] = await once(sent, 'response');
    sent.on('error', () => {});
    sent.destroy();
    return reply.statusCode;
  };
  expect(await Promise.all([status(), status(), status()])).toEqual([504, 504, 504]);
  await expect
    .poll(async () => (await server.call(`${path}/none`, { method: 'DELETE', ...controller })).status)
    .toBe(404);
});

it('takes 3 MiB and refuses more', async () => {
  const of = (size: number) => {
    const empty = JSON.stringify(widget('big', { spec: { size: 3, free: { a: '' } } }));
    return empty.replace('"a":""', `"a":"${'x'.repeat(size - empty.length)}"`);
  };
  const limit = 3 * 1024 * 1024;
  expect((await server.call(path, { body: of(limit) })).status).toBe(201);
  expect((await server.call(path, { body: of(limit + 1) })).json).toMatchObject({
    code: 413,
    reason: 'RequestEntityTooLarge',
    message: `Request entity too large: limit is ${limit}`,
  });
});

it.each([
  ['', 1000],
  ['?timeout=', 1000],
  ['?timeout=0s', 1000],
  ['?timeout=-1s', 1000],
  ['?timeout=1h', 1000],
  ['?timeout=500ms', 500],
])('a request to /a%s may take %i ms', (search, milliseconds) => {
  const query = new URLSearchParams(search);
  expect(deadlineOf({ ...blank, target: `/a${search}`, query }, 1000)).toBe(milliseconds);
});

const blank = {
  method: 'GET',
  path: '/a',
  header: () => undefined,
  headers: [],
  remoteAddress: '',
  isUpgradable: false,
  certificate: undefined,
  certificateChainValid: false,
  body: async () => new Uint8Array(),
};

it('refuses a timeout that is no duration', async () => {
  expect((await server.call(`${path}?timeout=soon`)).json).toMatchObject({
    code: 400,
    message: 'invalid timeout specified in the request URL - time: invalid duration "soon"',
  });
});

it('gives what comes in time, and hears no more of what comes later', async () => {
  expect(await withinDeadline(1000, async () => 'done')).toBe('done');
  await expect(withinDeadline(1000, () => Promise.reject(new Error('own')))).rejects.toThrow('own');
  const late = () => sleep(50).then(() => Promise.reject(new Error('too late')));
  await expect(withinDeadline(5, late)).rejects.toMatchObject({
    status: { code: 504, reason: 'Timeout', message: /allotted timeout/ },
  });
  await sleep(100);
});

it.each([
  ['GET', `${version}/widgets?watch=1`, true],
  ['GET', `${version}/widgets`, false],
  ['GET', `${path}/a/logs`, true],
  ['POST', `${path}/a/console`, true],
  ['PUT', `${path}/a/status`, false],
  ['PATCH', `${path}/a/scale`, false],
  ['GET', '/metrics', false],
])('%s %s goes on by its nature: %s', (method, target, expected) => {
  const url = new URL(target, 'https://a');
  expect(isLongRunning(readRequestInfo({ method, path: url.pathname, query: url.searchParams }))).toBe(
    expected,
  );
});

describe('every group of a user whom the aggregator names is kept', () => {
  const groups = Array.from({ length: 1500 }, (_, index) => `a-group-of-some-organization-${index}`);
  const headers = { 'X-Remote-User': 'alice', 'X-Remote-Group': [...groups, 'system:masters'] };

  it('over HTTP/1.1', async () => {
    expect((await server.call(path, { as: 'proxy', headers })).status).toBe(200);
  });

  it('over HTTP/2', async () => {
    const session = connectHttp2(`https://127.0.0.1:${server.port()}`, {
      ...tlsOptions(server.certificates, 'proxy'),
      maxSendHeaderBlockLength: 1024 * 1024,
    });
    const stream = session.request({ ':path': path, ...headers });
    const [reply] = await once(stream, 'response');
    expect(reply[':status']).toBe(200);
    session.destroy();
  });
});

const throwing = useServerOf([
  {
    ...widgetKind,
    validation: () => {
      throw new Error('a mistake in a hook');
    },
  },
  widgetClassKind,
]);

it('answers 500 where a hook throws, keeps the reason to its log, and goes on', async () => {
  const { json } = await throwing.call(path, { body: widget('w1') });
  expect(json).toMatchObject({
    kind: 'Status',
    code: 500,
    reason: 'InternalError',
    message: 'Internal error occurred: see the log of the server',
  });
  expect(throwing.log.join('')).toMatch(/^E.*"A request failed" method="POST".*a mistake in a hook/m);
  expect((await throwing.call('/readyz')).status).toBe(200);
});

it('ends no process for what is thrown outside of requests', async () => {
  const { surviveHandlers } = await import('../../../templates/aa/typescript/src/server/survive-handlers.ts');
  const on = vi.spyOn(process, 'on').mockReturnThis();
  const log: string[] = [];
  surviveHandlers({
    verbosity: 0,
    info: () => {},
    error: (message, values) => log.push(`${message} ${values?.['err']}`),
  });
  const [event, listener] = on.mock.calls[0] ?? [];
  on.mockRestore();
  expect(event).toBe('uncaughtException');
  if (typeof listener === 'function')
    Reflect.apply(listener, process, [new Error('own'), 'uncaughtException']);
  expect(log.join('')).toContain('Nobody caught an error Error: own');
});
