import { describe, expect, it } from 'vitest';
import { groupsOf } from '../../../templates/aa/typescript/src/server/handlers/discovery/group-versions.ts';
import { useServer } from './use-server.ts';
import { version, widgetKind } from './widget-kinds.ts';

const server = useServer();
const v2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const v2beta1 = 'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList';
const json = 'application/json';

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const group = {
  name: 'demo.kx.dev',
  versions: [{ groupVersion: 'demo.kx.dev/v1alpha1', version: 'v1alpha1' }],
  preferredVersion: { groupVersion: 'demo.kx.dev/v1alpha1', version: 'v1alpha1' },
};

describe('legacy documents', () => {
  it.each([
    ['/apis', { kind: 'APIGroupList', apiVersion: 'v1', groups: [group] }],
    ['/apis/', { kind: 'APIGroupList', apiVersion: 'v1', groups: [group] }],
    ['/apis/demo.kx.dev', { kind: 'APIGroup', apiVersion: 'v1', ...group }],
    [
      version,
      {
        kind: 'APIResourceList',
        apiVersion: 'v1',
        groupVersion: 'demo.kx.dev/v1alpha1',
        resources: [
          {
            name: 'widgets',
            singularName: 'widget',
            namespaced: true,
            kind: 'Widget',
            verbs,
            shortNames: ['wd'],
            categories: ['all'],
          },
          {
            name: 'widgets/status',
            singularName: '',
            namespaced: true,
            kind: 'Widget',
            verbs: ['get', 'patch', 'update'],
          },
          {
            name: 'widgetclasses',
            singularName: 'widgetclass',
            namespaced: false,
            kind: 'WidgetClass',
            verbs,
          },
        ],
      },
    ],
  ])('%s', async (path, body) => {
    const answer = await server.call(path);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': json } });
    expect(answer.json).toEqual(body);
  });

  it.each([
    '/apis/demo.kx.dev/v9',
    '/apis/nope',
    '/apis/nope/v1',
    '/api',
    '/nope',
    '/apis/demo.kx.dev/v1alpha1/nope',
  ])('%s is nowhere', async (path) => {
    const { status, json: body } = await server.call(path);
    expect(status).toBe(404);
    expect(body).toMatchObject({
      kind: 'Status',
      reason: 'NotFound',
      message: 'the server could not find the requested resource',
      code: 404,
    });
  });
});

describe('negotiation of /apis', () => {
  it.each([
    [undefined, json],
    ['*/*', json],
    ['application/*', json],
    [json, json],
    [v2, v2],
    [v2beta1, v2beta1],
    [`${v2},${v2beta1},${json}`, v2],
    [`${v2beta1},${v2},${json}`, v2beta1],
    [`${v2beta1},${json}`, v2beta1],
    ['application/json;as=APIGroupDiscoveryList;v=v2;g=apidiscovery.k8s.io', v2],
    ['application/json; g=apidiscovery.k8s.io ; v=v2; as=APIGroupDiscoveryList', v2],
    [`${v2};q=0.1,${json};q=0.9`, json],
    ['application/json;g=apidiscovery.k8s.io;v=v3;as=APIGroupDiscoveryList,application/json', json],
    ['application/json;g=apidiscovery.k8s.io;v=v2;as=Other,application/json', json],
    ['application/vnd.kubernetes.protobuf,application/json', json],
  ])('%s', async (accept, type) => {
    const headers = accept === undefined ? {} : { Accept: accept };
    const answer = await server.call('/apis', { headers });
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.json).toMatchObject({ kind: type === json ? 'APIGroupList' : 'APIGroupDiscoveryList' });
  });

  it.each(['/apis', version])('%s is not there in protobuf', async (path) => {
    const answer = await server.call(path, { headers: { Accept: 'application/vnd.kubernetes.protobuf' } });
    expect(answer.json).toMatchObject({
      code: 406,
      reason: 'NotAcceptable',
      message: 'only the following media types are accepted: application/json, application/yaml',
    });
  });
});

describe('aggregated discovery', () => {
  it.each([
    [v2, 'apidiscovery.k8s.io/v2'],
    [v2beta1, 'apidiscovery.k8s.io/v2beta1'],
  ])('%s', async (accept, apiVersion) => {
    const { json: body } = await server.call('/apis', { headers: { Accept: accept } });
    const responseKind = { group: 'demo.kx.dev', version: 'v1alpha1', kind: 'Widget' };
    expect(body).toMatchObject({
      kind: 'APIGroupDiscoveryList',
      apiVersion,
      items: [
        {
          metadata: { name: 'demo.kx.dev' },
          versions: [
            {
              version: 'v1alpha1',
              freshness: 'Current',
              resources: [
                {
                  resource: 'widgets',
                  responseKind,
                  scope: 'Namespaced',
                  singularResource: 'widget',
                  verbs,
                  shortNames: ['wd'],
                  categories: ['all'],
                  subresources: [{ subresource: 'status', responseKind, verbs: ['get', 'patch', 'update'] }],
                },
                { resource: 'widgetclasses', scope: 'Cluster' },
              ],
            },
          ],
        },
      ],
    });
  });

  it('has an entity tag that clients can come back with', async () => {
    const first = await server.call('/apis', { headers: { Accept: v2 } });
    const etag = first.headers.etag ?? '';
    expect(etag).toMatch(/^"[0-9A-F]{128}"$/);
    expect(first.headers).toMatchObject({ vary: 'Accept', 'cache-control': 'public' });
    const again = await server.call('/apis', { headers: { Accept: v2, 'If-None-Match': etag } });
    expect(again).toMatchObject({ status: 304, text: '', headers: { etag } });
    const legacy = await server.call('/apis', { headers: { Accept: json, 'If-None-Match': etag } });
    expect(legacy.status).toBe(200);
  });
});

it('orders versions as clients prefer them', () => {
  const names = ['v1alpha1', 'v10', 'v2beta1', 'v1', 'foo', 'v2', 'v1beta2', 'v1beta10'];
  const [found] = groupsOf(names.map((name) => ({ ...widgetKind, version: name })));
  expect(found?.versions.map((each) => each.version)).toEqual([
    ...['v10', 'v2', 'v1', 'v2beta1', 'v1beta10', 'v1beta2', 'v1alpha1', 'foo'],
  ]);
});
