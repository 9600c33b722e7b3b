import type { Check } from '../check.ts';
import { containing, matcher } from '../difference.ts';
import { failure } from '../failure.ts';
import { API_VERSION, BASE, FIXTURE } from '../fixture.ts';
import { aggregatedDiscovery, STATUS_VERBS, VERBS } from './aggregated-discovery.ts';

const { group, version, kind, plural, singular, shortName, category, clusterKind, clusterPlural } = FIXTURE;

const V2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const V2BETA1 = 'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList';
const OF_KUBECTL = `${V2},${V2BETA1},application/json`;

const VERSION = { groupVersion: API_VERSION, version };
const GROUP = { name: group, versions: [VERSION], preferredVersion: VERSION };

/** Another server than the aggregator lists no group but its own. */
const GROUP_LIST = { kind: 'APIGroupList', apiVersion: 'v1', groups: containing(GROUP) };

const PARENTS_FIRST = matcher('resources before their subresources', (value) => {
  const names = Array.isArray(value) ? value.map(({ name }) => String(name)) : [];
  return names.every((name, index) => !name.includes('/') || names.indexOf(name.split('/')[0] ?? '') < index);
});

const NAMES = { name: plural, singularName: singular, kind, namespaced: true };

/** Media types by the header that asks for them: clauses in order, parameters in any. */
const NEGOTIATED: readonly (readonly [accept: string | undefined, contentType: string])[] = [
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['application/json', 'application/json'],
  [OF_KUBECTL, V2],
  [`${V2BETA1},${V2},application/json`, V2BETA1],
  ['application/json;as=APIGroupDiscoveryList;v=v2;g=apidiscovery.k8s.io', V2],
  ['application/json; g=apidiscovery.k8s.io; v=v2; as=APIGroupDiscoveryList', V2],
  [
    'application/json;g=apidiscovery.k8s.io;v=v9;as=APIGroupDiscoveryList,application/json',
    'application/json',
  ],
];

/** A: discovery. */
export const DISCOVERY_CHECKS: readonly Check[] = [
  {
    id: 1,
    priority: 0,
    title: '/apis is an APIGroupList with a preferred version',
    run: async (trial) => {
      for (const accept of [{}, { accept: 'application/json' }]) {
        await trial.expect(
          { path: '/apis', ...accept },
          { status: 200, headers: { 'content-type': /^application\/json\b/ }, body: GROUP_LIST },
        );
      }
    },
  },
  {
    id: 2,
    priority: 1,
    title: '/apis/GROUP is the APIGroup of /apis',
    run: async (trial) => {
      const body = { kind: 'APIGroup', apiVersion: 'v1', ...GROUP };
      await trial.expect({ path: `/apis/${group}` }, { status: 200, body });
      await trial.expect({ path: '/apis/nope.example.com' }, { status: 404 });
    },
  },
  {
    id: 3,
    priority: 0,
    title: '/apis/GROUP/VERSION is an APIResourceList',
    run: async (trial) => {
      const widgets = { ...NAMES, verbs: VERBS, shortNames: [shortName], categories: [category] };
      const classes = { name: clusterPlural, kind: clusterKind, namespaced: false };
      const resources = containing(widgets, classes);
      const body = { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: API_VERSION, resources };
      await trial.expect({ path: BASE }, { status: 200, body });
    },
  },
  {
    id: 4,
    priority: 0,
    title: 'an APIResourceList names status and scale after their parent',
    run: async (trial) => {
      const status = { name: `${plural}/status`, kind, verbs: STATUS_VERBS, namespaced: true };
      const scale = { name: `${plural}/scale`, group: 'autoscaling', version: 'v1', kind: 'Scale' };
      await trial.expect({ path: BASE }, { body: { resources: containing(status, scale) } });
      await trial.expect({ path: BASE }, { body: { resources: PARENTS_FIRST } });
    },
  },
  {
    id: 5,
    priority: 0,
    title: 'a method that no verb stands for is not allowed',
    run: async (trial) => {
      const paths = [trial.widgets, `${trial.widgets}/w1/status`, `${trial.widgets}/w1/scale`];
      const [collection = '', status = '', scale = ''] = paths;
      // The API server looks for a name first, and finds none.
      const { status: code } = await trial.send({ method: 'PUT', path: collection, body: {} });
      trial.holds(code === 405 || code === 400, `PUT ${collection} is answered ${code}`);
      for (const path of [status, scale]) {
        await trial.expect({ method: 'POST', path, body: {} }, failure(405, 'MethodNotAllowed'));
        await trial.expect({ method: 'DELETE', path }, failure(405, 'MethodNotAllowed'));
      }
    },
  },
  {
    id: 6,
    priority: 0,
    title: '/apis is an APIGroupDiscoveryList for a client that asks as kubectl does',
    run: async (trial) => {
      const headers = { 'content-type': V2 };
      const body = { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2' };
      await trial.expect({ path: '/apis', accept: OF_KUBECTL }, { status: 200, headers, body });
    },
  },
  {
    id: 7,
    priority: 2,
    modes: ['direct'],
    title: 'the v2beta1 form is served to the aggregators before 1.30',
    run: async (trial) => {
      const headers = { 'content-type': V2BETA1 };
      const body = aggregatedDiscovery('apidiscovery.k8s.io/v2beta1');
      await trial.expect({ path: '/apis', accept: V2BETA1 }, { status: 200, headers, body });
    },
  },
  {
    id: 8,
    priority: 0,
    modes: ['direct'],
    title: 'the first clause of Accept that can be served decides',
    run: async (trial) => {
      for (const [accept, type] of NEGOTIATED) {
        const ask = { path: '/apis', ...(accept === undefined ? {} : { accept }) };
        await trial.expect(ask, { status: 200, headers: { 'content-type': type } });
      }
    },
  },
  {
    id: 9,
    priority: 0,
    title: 'aggregated discovery is complete, each resource with its response kind',
    run: async (trial) => {
      const body = aggregatedDiscovery('apidiscovery.k8s.io/v2');
      await trial.eventually({ path: '/apis', accept: V2 }, { status: 200, body });
    },
  },
  {
    id: 10,
    priority: 1,
    title: 'aggregated discovery has an ETag that answers 304',
    run: async (trial) => {
      const headers = { etag: /^"[0-9A-F]{128}"$/, vary: /Accept/, 'cache-control': 'public' };
      const ask = { path: '/apis', accept: V2 };
      const { headers: got } = await trial.expect(ask, { status: 200, headers });
      const etag = String(got.etag);
      const again = { ...ask, headers: { 'If-None-Match': etag } };
      await trial.expect(again, { status: 304, headers: { etag }, text: '' });
      const legacy = { path: BASE, headers: again.headers };
      await trial.expect(legacy, { headers: { 'content-type': /json/ }, status: 200 });
    },
  },
  {
    id: 11,
    priority: 1,
    modes: ['direct'],
    title: 'protobuf is spoken, or is refused where nothing else is acceptable',
    run: async (trial) => {
      const protobuf = 'application/vnd.kubernetes.protobuf';
      const message = /^only the following media types are accepted: application\/json/;
      for (const path of ['/apis', BASE]) {
        const { status, headers } = await trial.send({ path, accept: protobuf });
        const isSpoken = status === 200 && headers['content-type'] === protobuf;
        if (!isSpoken)
          await trial.expect({ path, accept: protobuf }, failure(406, 'NotAcceptable', { message }));
        const first = isSpoken ? protobuf : /^application\/json/;
        const wanted = { status: 200, headers: { 'content-type': first } };
        await trial.expect({ path, accept: `${protobuf},application/json` }, wanted);
      }
    },
  },
  {
    id: 12,
    priority: 1,
    title: 'what is not there is not found',
    run: async (trial) => {
      const direct = ['/api', '/apis/nope/v1', '/nope', `/apis/${group}/v9`];
      const paths = trial.mode === 'direct' ? direct : ['/apis/nope/v1', '/nope', `/apis/${group}/v9`];
      for (const path of paths) await trial.expect({ path }, { status: 404 });
      const message = 'the server could not find the requested resource';
      await trial.expect({ path: `${BASE}/nope` }, failure(404, 'NotFound', { message }));
      await trial.expect({ path: '/' }, { status: 200, body: { paths: containing(BASE) } });
    },
  },
];
