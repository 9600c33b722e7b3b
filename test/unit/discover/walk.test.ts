import { describe, expect, it } from 'vitest';
import {
  AGGREGATOR,
  API_SERVICES,
  apiService,
  CORE,
  DEMO,
  discoveryList,
  everywhere,
  HEALTHY,
  LEGACY,
  METRICS,
  STALE,
  V2BETA1,
} from './answers.ts';
import { failureOf, shortWaits } from './client-for.ts';
import { fakeApiServer, type Reply, type Routes } from './fake-api-server.ts';
import { discover } from './run-discover.ts';

const TABLE = `NAME          SHORTNAMES   APIVERSION                  NAMESPACED   KIND
pods          po           v1                          true         Pod
apiservices                apiregistration.k8s.io/v1   false        APIService
widgets                    demo.kx.dev/v1alpha1        true         Widget
`;

const ROWS = `NAME      SHORTNAMES   APIVERSION             NAMESPACED   KIND
pods      po           v1                     true         Pod
widgets                demo.kx.dev/v1alpha1   true         Widget
`;

const FORBIDDEN: Reply = {
  status: 403,
  body: {
    kind: 'Status',
    reason: 'Forbidden',
    message: 'apiservices is forbidden: User "me" cannot list it',
    code: 403,
  },
};

async function json(routes: Routes, options = {}) {
  const server = await fakeApiServer(routes);
  const { code, stdout } = await discover(server, { output: 'json', ...options });
  return { code, document: JSON.parse(stdout), server };
}

const ITSELF = 'it must be that of the API server itself, with its path where it has one';

describe('a server that answers whole', () => {
  it.each(['h2', 'http/1.1', 'http'] as const)('is asked three times over %s', async (protocol) => {
    const server = await fakeApiServer(HEALTHY, { protocol });
    const { code, stdout, stderr } = await discover(server, { output: 'wide' });
    expect({ code, rows: stdout.split('\n').length }).toEqual({ code: 0, rows: TABLE.split('\n').length });
    expect(stderr).toMatch(
      /^3 groups, 3 requests in \d+ ms; extension API servers: demo.kx.dev\/v1alpha1 -> my-aa-system\/my-aa$/m,
    );
    expect(server.requests.map(({ path }) => path).toSorted()).toEqual([
      '/api?timeout=32s',
      '/apis/apiregistration.k8s.io/v1/apiservices',
      '/apis?timeout=32s',
    ]);
    expect(new Set(server.requests.map(({ version }) => version))).toEqual(
      new Set([protocol === 'h2' ? '2.0' : '1.1']),
    );
    const { authorization, 'accept-encoding': encoding } = server.requests[0]?.headers ?? {};
    expect({ authorization, encoding }).toEqual({
      authorization: protocol === 'http' ? undefined : 'Bearer s3cret',
      encoding: 'gzip',
    });
  });

  it.each(['table', 'name'])(
    'is not asked who serves what for a %s, which does not show it',
    async (output) => {
      const server = await fakeApiServer(HEALTHY);
      const { code, stderr } = await discover(server, { output });
      expect({ code, requests: server.requests.length }).toEqual({ code: 0, requests: 2 });
      expect(stderr).toMatch(/^3 groups, 2 requests in \d+ ms\n$/);
    },
  );

  it('is asked as the old kubectl asks', async () => {
    const server = await fakeApiServer({
      ...HEALTHY,
      '/api': discoveryList([CORE], V2BETA1),
      '/apis': discoveryList([DEMO], V2BETA1),
    });
    const { stdout } = await discover(server, { kubectl: '1.27', output: 'json' });
    expect(JSON.parse(stdout)).toMatchObject({ mode: 'aggregated-v2beta1' });
    expect(server.requests[0]?.headers.accept).toBe(`${V2BETA1},application/json`);
  });

  it('may compress its answers', async () => {
    const server = await fakeApiServer({
      ...HEALTHY,
      '/apis': { ...discoveryList([AGGREGATOR, DEMO]), gzip: true },
    });
    const { stdout } = await discover(server);
    expect(stdout).toBe(TABLE);
  });

  it('may live under a path', async () => {
    const prefixed = Object.fromEntries(
      Object.entries(HEALTHY).map(([path, reply]) => [`/k8s/c-1${path}`, reply]),
    );
    const server = await fakeApiServer(prefixed);
    const { stdout } = await discover({ ...server, url: `${server.url}/k8s/c-1/` });
    expect(stdout).toBe(TABLE);
  });

  it.each([
    ['30', '30s'],
    ['90s', '1m30s'],
    ['1h', '1h0m0s'],
    ['500ms', '500ms'],
    ['1500.5ms', '1.501s'],
    ['596h', '596h0m0s'],
    ['0', '32s'],
  ])('is told of --request-timeout=%s as %s', async (requestTimeout, told) => {
    const server = await fakeApiServer(HEALTHY);
    await discover(server, { requestTimeout });
    expect(server.requests[0]?.path).toBe(`/api?timeout=${told}`);
  });
});

describe('a server without aggregated discovery', () => {
  it.each(['h2', 'http/1.1'] as const)('is asked for each group version over %s', async (protocol) => {
    const server = await fakeApiServer(LEGACY, { protocol });
    const { code, stdout } = await discover(server);
    expect({ code, stdout }).toEqual({ code: 0, stdout: ROWS });
    const fanOut = server.requests.filter(
      ({ path }) => path.startsWith('/api/') || path.startsWith('/apis/'),
    );
    expect(fanOut.map(({ path }) => path).toSorted()).toEqual([
      '/api/v1?timeout=32s',
      '/apis/demo.kx.dev/v1alpha1?timeout=32s',
    ]);
    expect(new Set(fanOut.map(({ headers }) => headers.accept))).toEqual(new Set(['application/json, */*']));
  });

  it('is asked so where only one of the two answers is aggregated', async () => {
    const { document, code } = await json({ ...LEGACY, '/api': discoveryList([CORE]) });
    expect({ code, mode: document.mode, requests: document.requests.length }).toEqual({
      code: 0,
      mode: 'legacy',
      requests: 4,
    });
  });

  it('is asked so with --mode legacy', async () => {
    const server = await fakeApiServer(LEGACY);
    await discover(server, { mode: 'legacy' });
    expect(server.requests[0]?.headers.accept).toBe('application/json');
  });

  it('cannot be asked with --mode aggregated', async () => {
    const server = await fakeApiServer(LEGACY);
    await expect(discover(server, { mode: 'aggregated' })).rejects.toMatchObject({
      exitCode: 5,
      message: `${server.url} does not answer with aggregated discovery`,
    });
    expect(server.requests[0]?.headers.accept).not.toContain('application/json,');
  });

  it('hangs subresources below their resource', async () => {
    const { document } = await json(LEGACY);
    const status = [{ name: 'status', kind: 'Pod', verbs: ['get'] }];
    expect(document.groups[0].versions[0].resources).toMatchObject([{ name: 'pods', subresources: status }]);
  });
});

describe('a part that is missing', () => {
  const unavailable = 'Get "https://10.0.0.7:443": connection refused';
  it.each<readonly [what: string, routes: Routes, problem: object]>([
    [
      'a stale version',
      {
        ...HEALTHY,
        '/apis': discoveryList([AGGREGATOR, DEMO, STALE]),
        [API_SERVICES]: {
          body: {
            items: [apiService({ gv: 'metrics.k8s.io/v1beta1', service: 'kube-system/m', unavailable })],
          },
        },
      },
      {
        groupVersion: 'metrics.k8s.io/v1beta1',
        cause: expect.stringContaining('FailedDiscoveryCheck: connection refused'),
      },
    ],
    [
      'an APIService that discovery does not list',
      {
        ...HEALTHY,
        [API_SERVICES]: { body: { items: [apiService({ gv: 'gone.io/v1', service: 'a/b', unavailable })] } },
      },
      { groupVersion: 'gone.io/v1' },
    ],
    [
      'a group version that answers 503',
      {
        ...LEGACY,
        '/apis/demo.kx.dev/v1alpha1': { status: 503, body: 'error trying to reach service: no such host' },
      },
      {
        groupVersion: 'demo.kx.dev/v1alpha1',
        message: 'the server that has it does not answer (503 Service Unavailable)',
        cause: 'error trying to reach service: no such host',
      },
    ],
    [
      'a group version that answers HTML',
      { ...LEGACY, '/apis/demo.kx.dev/v1alpha1': { type: 'text/html', body: '<html>\nlogin' } },
      { groupVersion: 'demo.kx.dev/v1alpha1', message: 'the answer is HTML, not JSON (text/html)' },
    ],
    [
      'a group version that answers nothing',
      { ...LEGACY, '/apis/demo.kx.dev/v1alpha1': { body: { resources: [] } } },
      { groupVersion: 'demo.kx.dev/v1alpha1', cause: 'received empty response' },
    ],
    [
      'a group version whose connection is cut',
      { ...LEGACY, '/apis/demo.kx.dev/v1alpha1': { body: '', cut: true } },
      { groupVersion: 'demo.kx.dev/v1alpha1' },
    ],
    ['/api that may not be read', { ...HEALTHY, '/api': FORBIDDEN }, { groupVersion: '/api' }],
    ['/apis that is cut short', { ...HEALTHY, '/apis': { body: '{"kind":"API' } }, { groupVersion: '/apis' }],
    [
      'a Content-Type without its parameters',
      { ...HEALTHY, '/apis': { ...discoveryList([AGGREGATOR, DEMO]), type: 'application/json' } },
      { groupVersion: '/apis' },
    ],
  ])('is a problem with exit code 1, and the rest is printed: %s', async (_, routes, problem) => {
    shortWaits();
    const { code, document } = await json(routes);
    expect(code).toBe(1);
    expect(document.problems).toMatchObject([problem]);
    expect(document.groups.length).toBeGreaterThan(0);
  });

  it('is told on stderr as well, also with -q', async () => {
    const server = await fakeApiServer({ ...HEALTHY, '/apis': discoveryList([AGGREGATOR, DEMO, STALE]) });
    const { code, stdout, stderr } = await discover(server, { quiet: true });
    expect({ code, stdout }).toEqual({ code: 1, stdout: TABLE });
    expect(stderr).toBe(
      'error: metrics.k8s.io/v1beta1: the aggregator marks it as stale: its server did not answer\n',
    );
  });

  describe('of one group', () => {
    const routes = { ...HEALTHY, '/apis': discoveryList([AGGREGATOR, DEMO, STALE]) };

    it('is shown where that group is asked for', async () => {
      const apiGroup = 'metrics.k8s.io';
      const { code, document } = await json(routes, { apiGroup });
      expect(code).toBe(1);
      expect(document).toMatchObject({
        groups: [{ name: apiGroup, versions: [{ version: 'v1beta1', freshness: 'Stale' }] }],
        problems: [{ groupVersion: 'metrics.k8s.io/v1beta1' }],
      });
      const { stdout } = await discover(await fakeApiServer(routes), { output: 'tree', apiGroup });
      expect(stdout).toMatch(/└─ metrics.k8s.io\n {3}└─ v1beta1 \(.+\)\n$/);
    });

    it.each(['demo.kx.dev', ''])('is nothing to those who ask for %j', async (apiGroup) => {
      const { code, stderr } = await discover(await fakeApiServer(routes), { apiGroup, quiet: true });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    });

    it.each([
      ['/api', '', 1],
      ['/api', 'demo.kx.dev', 0],
      ['/apis', 'demo.kx.dev', 1],
      ['/apis', '', 0],
    ])('%s that may not be read, asked for %j, is exit code %i', async (path, apiGroup, code) => {
      expect(await json({ ...HEALTHY, [path]: FORBIDDEN }, { apiGroup })).toMatchObject({ code });
    });
  });

  it('is not a core group that an extension API server does not have', async () => {
    const { code, document, server } = await json({ '/apis': discoveryList([METRICS]) });
    expect({ code, asked: server.requests.length }).toEqual({ code: 0, asked: 2 });
    expect(document.groups).toMatchObject([
      { name: 'metrics.k8s.io', versions: [{ servedBy: 'ExtensionServer' }] },
    ]);
  });
});

describe('who serves what', () => {
  const items = [
    apiService({ gv: 'v1', automanaged: 'onstart' }),
    apiService({ gv: 'demo.kx.dev/v1alpha1', automanaged: 'true' }),
    apiService({ gv: 'metrics.k8s.io/v1beta1', service: 'kube-system/metrics' }),
  ];
  const routes = {
    ...HEALTHY,
    '/apis': discoveryList([AGGREGATOR, DEMO, METRICS]),
    [API_SERVICES]: { body: { items } },
  };

  it('comes from the APIServices', async () => {
    const { document } = await json(routes);
    const versions = document.groups.flatMap(({ versions: [version] }: { versions: object[] }) => version);
    expect(versions).toMatchObject([
      { servedBy: 'KubeAPIServer' },
      { servedBy: 'AggregatorServer' },
      { servedBy: 'APIExtensionsServer' },
      { servedBy: 'ExtensionServer', service: 'kube-system/metrics' },
    ]);
  });

  it('is shown by wide', async () => {
    const { stdout } = await discover(await fakeApiServer(routes), { output: 'wide' });
    const served = stdout.split('\n').map((line) => line.split(/ +/).at(-1));
    expect(served).toEqual([
      'BY',
      'KubeAPIServer',
      'AggregatorServer',
      'APIExtensionsServer',
      'kube-system/metrics',
      '',
    ]);
  });

  it('is shown by tree', async () => {
    const { stdout } = await discover(await fakeApiServer(routes), { output: 'tree' });
    expect(stdout).toBe(`AggregatorServer
└─ apiregistration.k8s.io
   └─ v1
      ├─ apiservices APIService
      └─ apiservices/status APIService
KubeAPIServer
└─ core
   └─ v1
      ├─ pods Pod
      └─ pods/status Pod
APIExtensionsServer
└─ demo.kx.dev
   └─ v1alpha1
      ├─ widgets Widget
      └─ widgets/status Widget
ExtensionServer kube-system/metrics
└─ metrics.k8s.io
   └─ v1beta1
      ├─ nodes NodeMetrics
      └─ nodes/status NodeMetrics
`);
  });

  it('is not known where RBAC forbids, which is no missing part', async () => {
    const server = await fakeApiServer({ ...HEALTHY, [API_SERVICES]: FORBIDDEN });
    const { code, stderr, stdout } = await discover(server, { output: 'wide' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^pods .* Unknown$/m);
    expect(stderr).toContain(
      'who serves what is not known: the APIServices cannot be read: this user may not read it (403 Forbidden): apiservices is forbidden',
    );
  });
});

describe('a server that cannot be asked', () => {
  const status = (code: number, message: string): Reply => ({
    status: code,
    body: { kind: 'Status', message },
  });
  it.each<readonly [what: string, routes: Routes, said: readonly [sentence: RegExp, hint?: string]]>([
    [
      'credentials that are not accepted',
      everywhere(status(401, 'Unauthorized')),
      [
        /GET https:\S+\/apis: the server does not accept these credentials \(401 Unauthorized\): Unauthorized/,
        "check the credentials of user 'me' in the kubeconfig",
      ],
    ],
    [
      'a user without rights',
      everywhere(status(403, 'User "me" cannot get path "/apis"')),
      [
        /\(403 Forbidden\): User "me" cannot get path "\/apis"/,
        "user 'me' needs the ClusterRole system:discovery",
      ],
    ],
    [
      'a firewall',
      everywhere({ status: 403, type: 'text/html', body: '<html>Blocked</html>' }),
      [
        /403 Forbidden\): <html>Blocked<\/html>/,
        'no API server answers with a page: look into what stands before it, a gateway or a firewall',
      ],
    ],
    ['a redirection to nowhere', everywhere({ status: 302, body: '' }), [/redirects, but not where to/]],
    [
      'a gateway',
      everywhere({ status: 502, type: 'text/html', body: '<html>Bad Gateway</html>' }),
      [/502 Bad Gateway\): <html>Bad Gateway<\/html>/],
    ],
    [
      'a web site',
      everywhere({ type: 'text/html', body: '<html>' }),
      [/the answer is HTML, not JSON \(text\/html\)/],
    ],
    [
      'a compression that nobody asked for',
      everywhere({ body: '\u0000', headers: { 'Content-Encoding': 'br' } }),
      [/the answer is encoded as 'br': nobody asked for that, and kubectl refuses it$/],
    ],
    [
      'binary data',
      everywhere({ type: 'application/vnd.kubernetes.protobuf', body: 'k8s\u0000\u0001' }),
      [/the answer is not JSON \(application\/vnd\.kubernetes\.protobuf\): binary data$/],
    ],
    ['another kind of API', everywhere({ body: '[]' }), [/the answer is JSON, but no object/]],
    [
      'a Status with 200',
      everywhere({ body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: 'no' } }),
      [/\/apis: .*Status/],
    ],
    [
      'a server that asks for a long wait',
      everywhere({ ...status(429, 'slow down'), headers: { 'Retry-After': '3600' } }),
      [/\(429 Too Many Requests\) and asks to wait for 3600 s: slow down$/],
    ],
    ['a cut connection', everywhere({ body: '', cut: true }), [/closed the connection before it answered/]],
  ])('is exit code 5 with one sentence: %s', async (_, routes, [sentence, hint]) => {
    shortWaits();
    const server = await fakeApiServer(routes);
    const error = await discover(server).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ exitCode: 5, message: expect.stringMatching(sentence) });
    if (hint !== undefined) expect(error).toMatchObject({ hint });
  });

  it.each([
    [401, { token: 'flag' }, 'check --token'],
    [403, { token: 'flag' }, 'the user of --token needs the ClusterRole system:discovery'],
    [403, { as: 'bob' }, "user 'bob', who is impersonated, needs the ClusterRole system:discovery"],
    [404, { server: true }, `check the address in --server: ${ITSELF}`],
    [304, {}, expect.stringMatching(/^check the address in context 'dev' of /)],
    [429, {}, undefined],
  ])('names what to look at: %i with %j', async (code, flags, hint) => {
    const server = await fakeApiServer(everywhere(status(code, 'no')));
    const options = 'server' in flags ? { server: server.url } : flags;
    const error = await failureOf(discover(server, options));
    expect(error).toMatchObject({ exitCode: 5 });
    expect(error).toHaveProperty('hint', hint);
  });

  it('never answers: the request timeout ends it', async () => {
    const server = await fakeApiServer(everywhere({ body: '', hangs: true }));
    await expect(discover(server, { requestTimeout: '300ms' })).rejects.toMatchObject({
      exitCode: 5,
      message: `${server.url}/apis?timeout=300ms did not answer within 0.3 s`,
    });
  });

  it('never answers: Ctrl-C ends it at once', async () => {
    const server = await fakeApiServer(everywhere({ body: '', hangs: true }));
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 100);
    await expect(discover(server, {}, { signal: cancel.signal })).rejects.toMatchObject({ exitCode: 130 });
  });
});
