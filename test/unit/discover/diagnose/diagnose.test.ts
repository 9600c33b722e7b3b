import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../src/discover/diagnose/diagnose.ts';
import { askServing } from '../../../../src/discover/serving/ask-serving.ts';
import type { Catalog } from '../../../../src/discover/walk/catalog.ts';
import type { Group } from '../../../../src/discover/walk/resource.ts';
import { FailedError } from '../../../../src/errors.ts';
import { FORBIDDEN, type StubReply, stubClient } from './stub-client.ts';

const GV = 'demo.kx.dev/v1';

const group = (name: string, freshness: 'Current' | 'Stale' = 'Current'): Group => ({
  name,
  preferredVersion: 'v1',
  versions: [{ version: 'v1', freshness, resources: [], error: undefined }],
});

const GROUPS = [
  group(''),
  group('apiregistration.k8s.io'),
  group('apiextensions.k8s.io'),
  group('demo.kx.dev', 'Stale'),
];
const STALE: Catalog = {
  mode: 'aggregated-v2',
  groups: GROUPS,
  problems: [{ groupVersion: GV, message: 'stale', cause: '' }],
};
const SOUND: Catalog = { mode: 'aggregated-v2', groups: GROUPS.slice(0, 3), problems: [] };

const API_SERVICES = '/apis/apiregistration.k8s.io/v1/apiservices';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const VERSION = '/apis/demo.kx.dev/v1';
const SERVICE = '/api/v1/namespaces/aa-system/services/aa';
const SLICES = '/apis/discovery.k8s.io/v1/namespaces/aa-system/endpointslices';

const ROUTES: Readonly<Record<string, StubReply>> = {
  [API_SERVICES]: {
    body: {
      items: [
        {
          metadata: { name: 'v1.demo.kx.dev' },
          spec: {
            group: 'demo.kx.dev',
            version: 'v1',
            insecureSkipTLSVerify: true,
            service: { namespace: 'aa-system', name: 'aa' },
          },
          status: {
            conditions: [{ type: 'Available', status: 'False', reason: 'MissingEndpoints', message: 'none' }],
          },
        },
      ],
    },
  },
  [CRDS]: { body: { items: [] } },
  [VERSION]: { status: 503, body: 'service unavailable\n' },
  [SERVICE]: { body: { spec: { clusterIP: '10.0.0.7', ports: [{ port: 443 }] } } },
  [SLICES]: { body: { items: [] } },
};

async function run(catalog: Catalog, change: Readonly<Record<string, StubReply>> = {}, withFacts = false) {
  const { client, asked } = stubClient({ ...ROUTES, ...change });
  const asking = { client, emit: () => {} };
  const facts = withFacts ? await askServing({ ...asking, groups: catalog.groups }) : undefined;
  const { signal } = new AbortController();
  const found = await diagnose({
    ...asking,
    catalog,
    facts,
    server: 'https://k8s.example',
    timeout: 1_000,
    signal,
    now: () => new Date(),
  });
  return { ...found, asked };
}

it('asks nothing where nothing is missing', async () => {
  expect(await run(SOUND)).toMatchObject({ problems: [], findings: [], asked: [] });
});

it('does not look into /api and /apis', async () => {
  const problems = [
    { groupVersion: '/apis', message: 'this user may not read it (403 Forbidden)', cause: '' },
  ];
  expect(await run({ ...SOUND, problems })).toMatchObject({ problems, findings: [], asked: [] });
});

it('asks for what may be to blame alone, and names it', async () => {
  const { problems, findings, groups, asked } = await run(STALE);
  expect(problems).toEqual([
    {
      groupVersion: GV,
      message: 'no pod is behind the Service aa-system/aa: it has no endpoints',
      cause: 'MissingEndpoints: none',
      fix: 'kubectl get service aa --namespace aa-system --output yaml',
    },
  ]);
  expect(findings).toEqual([]);
  expect(groups.at(-1)?.versions[0]?.error).toBe(problems[0]?.message);
  expect(asked).toEqual([API_SERVICES, VERSION, SERVICE, SLICES]);
});

it('does not ask a second time for what legacy discovery asked', async () => {
  const statuses = new Map([[GV, 503]]);
  const { asked } = await run({ ...STALE, mode: 'legacy', statuses });
  expect(asked).toEqual([API_SERVICES, SERVICE, SLICES]);
});

it('adds findings where it was asked who serves what', async () => {
  const { findings } = await run(STALE, {}, true);
  expect(findings.map(({ id }) => id)).toEqual(['insecure-skip-tls-verify']);
});

it('says that CRDs may not be read, which is no failure', async () => {
  const { findings } = await run(SOUND, { [CRDS]: FORBIDDEN, [API_SERVICES]: { body: { items: [] } } }, true);
  expect(findings).toMatchObject([{ id: 'crds-unreadable', severity: 'warning' }]);
});

describe('what it may not read is said', () => {
  it.each<
    readonly [name: string, change: Readonly<Record<string, StubReply>>, message: string, cause: string]
  >([
    [
      'the Service',
      { [SERVICE]: FORBIDDEN },
      'the aggregator gets no answer from its server aa-system/aa',
      'MissingEndpoints: none; the Service aa-system/aa cannot be read: this user may not read it (403 Forbidden)',
    ],
    [
      'the EndpointSlices',
      { [SLICES]: FORBIDDEN },
      'the aggregator gets no answer from its server aa-system/aa',
      'MissingEndpoints: none; the EndpointSlices of aa-system/aa cannot be read: this user may not read it (403 Forbidden)',
    ],
    [
      'the APIServices',
      { [API_SERVICES]: FORBIDDEN },
      'stale',
      'service unavailable; the APIServices cannot be read: this user may not read it (403 Forbidden): no',
    ],
    [
      'the APIServices, but the 503 says enough',
      { [API_SERVICES]: FORBIDDEN, [VERSION]: { status: 503, body: 'error trying to reach service: EOF' } },
      'its server cuts the connection before it answers',
      'error trying to reach service: EOF; the APIServices cannot be read: this user may not read it (403 Forbidden): no',
    ],
    [
      'an answer that does not come',
      { [SERVICE]: 'cut' },
      'the aggregator gets no answer from its server aa-system/aa',
      'MissingEndpoints: none; the Service aa-system/aa cannot be read: it went away',
    ],
  ])('%s', async (_, change, message, cause) => {
    const { problems } = await run(STALE, change);
    expect(problems).toMatchObject([{ message, cause }]);
  });
});

it('is ended by what is no failure of the cluster', async () => {
  await expect(run(STALE, { [SERVICE]: new FailedError('ended') })).rejects.toThrow('ended');
});

it('keeps the words of a version that kube-apiserver serves itself', async () => {
  const problems = [
    { groupVersion: 'apps/v1', message: 'this user may not read it (403 Forbidden)', cause: 'no' },
  ];
  expect((await run({ ...STALE, problems })).problems).toEqual(expect.arrayContaining(problems));
});

describe('a version that is listed without a resource', () => {
  const EMPTY_LIST = { ...STALE, groups: [...GROUPS.slice(0, 3), group('demo.kx.dev')], problems: [] };
  const resources = [{ name: 'widgets', kind: 'Widget', verbs: ['get'] }];
  it.each<
    readonly [name: string, reply: StubReply, problems: readonly RegExp[], findings: readonly string[]]
  >([
    ['may have none', { body: { resources: [] } }, [], ['no-resources']],
    [
      'may have one that its server does not list',
      { body: { resources } },
      [/with 1 resource, but does not list it/],
      ['available-late'],
    ],
    ['may not be there', { status: 404, body: '' }, [/does not serve demo.kx.dev\/v1/], []],
    ['may be forbidden', FORBIDDEN, [], []],
  ])('%s', async (_, reply, problems, findings) => {
    const service = { body: { spec: { type: 'ExternalName', externalName: 'aa.example' } } };
    const found = await run(EMPTY_LIST, { [VERSION]: reply, [SERVICE]: service }, true);
    expect(found.problems).toHaveLength(problems.length);
    for (const [index, problem] of problems.entries())
      expect(found.problems[index]?.message).toMatch(problem);
    expect(found.findings.map(({ id }) => id)).toEqual([...findings, 'insecure-skip-tls-verify']);
  });
});

it('blames nobody for what the user may not read', async () => {
  const problems = [{ groupVersion: GV, message: 'this user may not read it (403 Forbidden)', cause: 'no' }];
  const found = await run({ ...STALE, mode: 'legacy', problems, statuses: new Map([[GV, 403]]) });
  expect(found).toMatchObject({ problems, findings: [], asked: [API_SERVICES] });
});

it('blames a caBundle that is not there, where the certificate is not trusted', async () => {
  const spec = { group: 'demo.kx.dev', version: 'v1', service: { namespace: 'aa-system', name: 'aa' } };
  const item = { metadata: { name: 'v1.demo.kx.dev' }, spec };
  const found = await run(STALE, {
    [API_SERVICES]: { body: { items: [item] } },
    [SERVICE]: { body: { spec: { type: 'ExternalName', externalName: 'localhost' } } },
    [VERSION]: {
      status: 503,
      body: 'error trying to reach service: x509: certificate signed by unknown authority',
    },
  });
  expect(found.problems).toMatchObject([
    { message: 'nobody can call its server aa-system/aa: APIService v1.demo.kx.dev has no caBundle' },
  ]);
});
