import { describe, expect, it } from 'vitest';
import { CORE, discoveryList, HEALTHY } from './answers.ts';
import { clientFor, failureOf } from './client-for.ts';
import { fakeApiServer, type Reply } from './fake-api-server.ts';
import { discover } from './run-discover.ts';

const to = (Location: string, status = 302): Reply => ({ status, body: '', headers: { Location } });
const FINE: Reply = { body: '{"fine":true}' };

describe.each(['h2', 'http/1.1', 'http'] as const)('over %s, a redirection', (protocol) => {
  it.each([301, 302, 303, 307, 308])('with %d to the same server is followed', async (status) => {
    const server = await fakeApiServer(
      { '/api': to('/moved/api?x=1', status), '/moved/api': FINE },
      { protocol },
    );
    const { get, records, events } = clientFor(server, {
      target: { headers: [['Authorization', 'Bearer a']] },
    });
    expect(await get('/api')).toMatchObject({ status: 200, body: FINE.body });
    expect(records.map(({ request, answer }) => [request.url, answer?.status])).toEqual([
      [`${server.url}/api`, status],
      [`${server.url}/moved/api?x=1`, 200],
    ]);
    expect(events.flatMap(({ kind }) => (kind === 'request' || kind === 'response' ? kind : []))).toEqual([
      'request',
      'response',
      'request',
      'response',
    ]);
    expect(server.requests.map(({ headers }) => [headers.authorization, headers.referer])).toEqual([
      ['Bearer a', undefined],
      ['Bearer a', `${server.url}/api`],
    ]);
  });

  it('is followed out of the path that the server lives under', async () => {
    const server = await fakeApiServer({ '/a/b/api': to('../api2'), '/a/api2': FINE }, { protocol });
    const { get } = clientFor(server, { target: { server: `${server.url}/a/b` } });
    expect(await get('/api')).toMatchObject({ status: 200 });
  });

  it('in a circle ends after as many requests as with Go', async () => {
    const server = await fakeApiServer({ '/api': to('/api') }, { protocol });
    expect(await failureOf(clientFor(server).get('/api'))).toMatchObject({
      exitCode: 5,
      message: `GET ${server.url}/api: redirected 10 times, without end`,
    });
    expect(server.requests).toHaveLength(10);
  });

  it.each<readonly [what: string, reply: Reply]>([
    ['to another server', to('https://elsewhere.invalid/api')],
    ['to another port', to('http://127.0.0.1:1/api')],
    ['without a place', { status: 302, body: '' }],
    ['to no address', to('http://[')],
    ['of a choice', to('/moved', 300)],
  ])('%s is not followed', async (_, reply) => {
    const server = await fakeApiServer({ '/api': reply }, { protocol });
    expect(await clientFor(server).get('/api')).toMatchObject({ status: reply.status });
    expect(server.requests).toHaveLength(1);
  });

  it('of a PATCH is not followed', async () => {
    const server = await fakeApiServer({ '/api': to('/moved', 307), '/moved': FINE }, { protocol });
    expect(await clientFor(server).get('/api', 'PATCH')).toMatchObject({ status: 307 });
  });
});

it('to a page that signs people in is named without what its query holds', async () => {
  const away = to('https://login.example.com/oauth?state=s3cret');
  const server = await fakeApiServer({ '/api': away, '/apis': away });
  expect(await failureOf(discover(server))).toMatchObject({
    exitCode: 5,
    message: `GET ${server.url}/apis: the answer redirects to https://login.example.com/oauth (302 Found): kx takes credentials to no other server`,
    hint: expect.stringContaining('it must be that of the API server itself'),
  });
});

it('of /api alone leads to the same rows', async () => {
  const { '/api': _api, ...rest } = HEALTHY;
  const server = await fakeApiServer({ ...rest, '/api': to('/v2/api'), '/v2/api': discoveryList([CORE]) });
  expect((await discover(server)).stdout).toBe((await discover(await fakeApiServer(HEALTHY))).stdout);
});
