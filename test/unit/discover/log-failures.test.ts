import { expect, it } from 'vitest';
import type { Ask, Client } from '../../../src/discover/client/client.ts';
import { BodyError } from '../../../src/discover/client/collect-body.ts';
import type { CallSite, Exchange } from '../../../src/discover/client/exchange.ts';
import { logFailures } from '../../../src/discover/log/log-failures.ts';
import type { TraceEvent } from '../../../src/discover/log/trace-event.ts';
import { CancelledError, ClusterError } from '../../../src/errors.ts';
import { request, timings } from './trace-events.ts';

type Outcome = number | Error;
type Asked = readonly [path: string, outcome: Outcome];

/** What is told of the failures of some requests, one after the other. */
async function told(...asked: readonly Asked[]) {
  const events: TraceEvent[] = [];
  const outcomes = asked.map(([, outcome]) => outcome);
  const client: Client = {
    get: async () => {
      const outcome = outcomes.shift();
      if (typeof outcome !== 'number') throw outcome;
      return answer(outcome);
    },
    close: () => undefined,
  };
  const logged = logFailures(client, { server: 'https://server', clock: () => 7 });
  for (const [path] of asked) {
    const ask: Ask = { path: `${path}?timeout=32s`, accept: '*/*', site: SITES[path] ?? 'groupVersion' };
    await logged.get(ask, (event) => events.push(event)).catch(() => undefined);
  }
  return events;
}

const SITES: Readonly<Record<string, CallSite>> = {
  '/api': 'api',
  '/apis': 'apis',
  '/apis/apiregistration.k8s.io/v1/apiservices': 'list',
};

function answer(status: number): Exchange {
  const body = '{"resources":[{}]}';
  const headers = [['Content-Type', 'application/json']] as const;
  const text = { statusText: '', headers, protocol: 'HTTP/2.0', bytes: 0, body } as const;
  return { request, status, timings, ...text };
}

const refused = new ClusterError('refused', {
  cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED', address: '10.0.0.1', port: 443 }),
});

it.each<readonly [what: string, asked: readonly Asked[]]>([
  [
    'answers',
    [
      ['/api', 200],
      ['/apis', 200],
      ['/apis/g/v1', 200],
    ],
  ],
  ['an /api that is not there', [['/api', 404]]],
  ['a list that only kx asks for', [['/apis/apiregistration.k8s.io/v1/apiservices', 403]]],
  ['Ctrl-C', [['/api', new CancelledError('cancelled')]]],
])('tells nothing of %s', async (_, asked) => {
  expect(await told(...asked)).toEqual([]);
});

it('tells once that the groups cannot be had', async () => {
  expect(await told(['/api', 403], ['/apis', 403])).toMatchObject([
    { at: 7, kind: 'groupsFailed', failure: { message: 'unknown', status: { code: 403 } } },
  ]);
});

it('tells which request got no answer, and why', async () => {
  const url = 'https://server/api?timeout=32s';
  const reason = 'dial tcp 10.0.0.1:443: connect: connection refused';
  expect(await told(['/api', refused])).toMatchObject([
    { kind: 'groupsFailed', failure: { message: `Get "${url}": ${reason}`, connection: { url, reason } } },
  ]);
});

const zlib = (text: string) => Object.assign(new Error(text), { code: 'Z_DATA_ERROR' });
const streamError = Object.assign(new Error('Stream closed with error code NGHTTP2_INTERNAL_ERROR'), {
  streamId: 3,
});

it.each<readonly [cause: Error, kind: string, reason: string]>([
  [zlib('incorrect header check'), 'body', 'gzip: invalid header'],
  [zlib('incorrect data check'), 'body', 'gzip: invalid checksum'],
  [zlib('unexpected end of file'), 'body', 'unexpected EOF'],
  [new BodyError('truncated', 8), 'body', 'unexpected EOF'],
  [
    new BodyError('truncated', 8, streamError),
    'stream',
    'stream error: stream ID 3; INTERNAL_ERROR; received from peer',
  ],
])('tells of a body that cannot be read: %o', async (cause, kind, reason) => {
  const message = expect.stringContaining(`Please retry. Original error: ${reason}`);
  expect(await told(['/apis', new ClusterError('broken', { cause })])).toMatchObject([
    { kind: 'groupsFailed', failure: { message, unread: { kind, reason } } },
  ]);
});

it('tells that a stream was reset before the answer', async () => {
  expect(await told(['/apis', new ClusterError('reset', { cause: streamError })])).toMatchObject([
    { failure: { connection: { reason: 'stream error: stream ID 3; INTERNAL_ERROR; received from peer' } } },
  ]);
});

it('tells that an answer came too late', async () => {
  const late = new ClusterError('late', { cause: new Error('aborted') });
  expect(await told(['/api', late])).toMatchObject([
    { failure: { connection: { reason: expect.stringContaining('context deadline exceeded') } } },
  ]);
});

it.each<readonly [outcome: Outcome, events: readonly object[]]>([
  [404, [{ isRepeated: false, isLast: true }]],
  [
    503,
    [
      { isRepeated: false, isLast: false },
      { isRepeated: true, isLast: true },
    ],
  ],
  [
    refused,
    [
      { isRepeated: false, isLast: false },
      { isRepeated: true, isLast: true },
    ],
  ],
])('tells of a group version as often as it is asked for: %s', async (outcome, events) => {
  const asked = events.map(() => ['/apis/g.example.com/v1', outcome] as const);
  expect(await told(...asked)).toMatchObject(
    events.map((event) => ({ kind: 'versionFailed', groupVersion: 'g.example.com/v1', ...event })),
  );
});
