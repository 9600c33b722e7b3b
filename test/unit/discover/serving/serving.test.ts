import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { askServing } from '../../../../src/discover/serving/ask-serving.ts';
import { definitionsOf } from '../../../../src/discover/serving/definition.ts';
import { servingFor } from '../../../../src/discover/serving/serving.ts';
import { withStorageVersions } from '../../../../src/discover/serving/storage-versions.ts';
import type { Group, Resource } from '../../../../src/discover/walk/resource.ts';
import { FORBIDDEN, type StubReply, stubClient } from '../diagnose/stub-client.ts';

function group(name: string, versions: readonly string[], resources: readonly Resource[] = []): Group {
  return {
    name,
    preferredVersion: versions[0] ?? '',
    versions: versions.map((version) => ({ version, freshness: 'Current', resources, error: undefined })),
  };
}

const GROUPS = [
  '',
  'apps',
  'apiregistration.k8s.io',
  'apiextensions.k8s.io',
  'stable.example.com',
  'demo.kx.dev',
].map((name) => group(name, ['v1']));
const AUTOMANAGED = 'kube-aggregator.kubernetes.io/automanaged';

const apiService = (of: string, spec: object, labels: object = {}, status: object = {}) => ({
  metadata: { name: `v1.${of}`, labels },
  spec: { group: of, version: 'v1', groupPriorityMinimum: 1000, versionPriority: 15, ...spec },
  status,
});

const ROUTES: Readonly<Record<string, StubReply>> = {
  '/apis/apiregistration.k8s.io/v1/apiservices': {
    body: {
      items: [
        apiService('', {}, { [AUTOMANAGED]: 'onstart' }),
        apiService('apps', {}, {}),
        apiService('apiextensions.k8s.io', {}, { [AUTOMANAGED]: 'onstart' }),
        apiService('stable.example.com', {}, { [AUTOMANAGED]: 'true' }),
        apiService(
          'demo.kx.dev',
          { service: { name: 'aa', namespace: 'aa-system' } },
          {},
          {
            conditions: [{ type: 'Available', status: 'False', reason: 'ServiceNotFound', message: 'gone' }],
          },
        ),
      ],
    },
  },
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions': {
    body: {
      items: [
        {
          metadata: { name: 'crontabs.stable.example.com' },
          spec: {
            group: 'stable.example.com',
            names: { plural: 'crontabs', kind: 'CronTab' },
            versions: [{ name: 'v1', served: true, storage: true }],
          },
        },
      ],
    },
  },
};

describe('who serves a group version', () => {
  const HIDDEN = { '/apis/apiregistration.k8s.io/v1/apiservices': FORBIDDEN };
  const SAYS = 'the APIServices cannot be read: this user may not read it (403 Forbidden): no';
  it.each<readonly [gv: string, change: Readonly<Record<string, StubReply>>, serving: object]>([
    ['v1', {}, { servedBy: 'KubeAPIServer', groupPriority: 1000, versionPriority: 15 }],
    [
      'apps/v1',
      {},
      { servedBy: 'Unknown', reason: `its APIService has neither a service nor the label ${AUTOMANAGED}` },
    ],
    ['apiextensions.k8s.io/v1', {}, { servedBy: 'APIExtensionsServer' }],
    ['apiregistration.k8s.io/v1', {}, { servedBy: 'AggregatorServer' }],
    ['stable.example.com/v1', {}, { servedBy: 'APIExtensionsServer' }],
    [
      'demo.kx.dev/v1',
      {},
      { servedBy: 'ExtensionServer', service: 'aa-system/aa', condition: 'ServiceNotFound: gone' },
    ],
    ['new.example.com/v1', {}, { servedBy: 'Unknown', reason: 'no APIService speaks of new.example.com/v1' }],
    ['apps/v1', HIDDEN, { servedBy: 'Unknown', reason: SAYS }],
    ['stable.example.com/v1', HIDDEN, { servedBy: 'APIExtensionsServer' }],
    ['apiextensions.k8s.io/v1', HIDDEN, { servedBy: 'APIExtensionsServer' }],
  ])('%s with %j', async (gv, change, serving) => {
    const { client } = stubClient({ ...ROUTES, ...change });
    const facts = await askServing({ client, emit: () => {}, groups: GROUPS });
    expect(servingFor(facts.serving, gv)).toMatchObject(serving);
  });

  it.each<readonly [name: string, groups: readonly Group[], servedBy: string]>([
    ['an extension API server that is asked itself', [group('demo.kx.dev', ['v1'])], 'ExtensionServer'],
    [
      'a server with a core group and no aggregator',
      [group('', ['v1']), group('demo.kx.dev', ['v1'])],
      'Unknown',
    ],
  ])('is known of %s without a request', async (_, groups, servedBy) => {
    const { client, asked } = stubClient({});
    const facts = await askServing({ client, emit: () => {}, groups });
    expect(servingFor(facts.serving, 'demo.kx.dev/v1').servedBy).toBe(servedBy);
    expect(asked).toEqual([]);
  });

  it('is not taken from lists that cannot be read', async () => {
    const { client } = stubClient({
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions': 'cut',
      '/apis/apiregistration.k8s.io/v1/apiservices': 'cut',
    });
    const { refusals, apiServices, definitions } = await askServing({
      client,
      emit: () => {},
      groups: GROUPS,
    });
    expect({ apiServices, definitions }).toEqual({ apiServices: [], definitions: [] });
    expect(refusals).toEqual({
      apiServices: 'the APIServices cannot be read: it went away',
      definitions: 'the CustomResourceDefinitions cannot be read: it went away',
    });
  });
});

describe('a storage version', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest().subarray(0, 8).toString('base64');
  const foos = (storageVersionHash?: string): Resource => ({
    name: 'foos',
    singularName: 'foo',
    kind: 'Foo',
    namespaced: true,
    verbs: ['get'],
    shortNames: [],
    categories: [],
    subresources: [],
    ...(storageVersionHash === undefined ? {} : { storageVersionHash }),
  });
  const CRD = definitionsOf({
    items: [
      {
        metadata: { name: 'foos.a' },
        spec: { group: 'a', versions: [{ name: 'v1' }, { name: 'v2', storage: true }] },
      },
    ],
  });
  it.each<readonly [name: string, resource: Resource, definitions: typeof CRD, found: string | undefined]>([
    ['is what the CRD says', foos(), CRD, 'v2'],
    ['is unknown', foos(), [], undefined],
    ['is what the hash says', foos(hash('a/v2/Foo')), [], 'v2'],
    ['may be in another group', foos(hash('/v1/Foo')), [], 'v1'],
    ['may be one that is not listed', foos(hash('a/v3/Foo')), [], undefined],
  ])('%s', (_, resource, definitions, found) => {
    const [, a] = withStorageVersions([group('', ['v1']), group('a', ['v1', 'v2'], [resource])], definitions);
    const [listed] = a?.versions[0]?.resources ?? [];
    expect(listed?.storageVersion).toBe(found);
    expect(listed).not.toHaveProperty('storageVersionHash');
  });

  it('has the hash that kube-apiserver has of Pods', () => {
    const pods = { ...foos('xPOwRZ+Yhw8='), name: 'pods', kind: 'Pod' };
    const [core] = withStorageVersions([group('', ['v1'], [pods])], []);
    expect(core?.versions[0]?.resources[0]?.storageVersion).toBe('v1');
  });
});
