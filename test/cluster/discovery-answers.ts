import type { Reply, Routes } from '../unit/discover/fake-api-server.ts';

const V2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const V2BETA1 = 'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList';

const status = (code: number, reason: string): Reply => ({
  status: code,
  body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason, message: 'no', code },
});

const resource = (name: string, kind: string, more: object = {}): object => ({
  resource: name,
  responseKind: { group: '', version: 'v1', kind },
  scope: 'Namespaced',
  singularResource: kind.toLowerCase(),
  verbs: ['get', 'list'],
  ...more,
});
const group = (name: string, ...versions: readonly object[]): object => ({ metadata: { name }, versions });
const version = (name: string, resources: readonly unknown[], more: object = {}): object => ({
  version: name,
  resources,
  freshness: 'Current',
  ...more,
});
const FOOS = resource('foos', 'Foo');
const BARS = resource('bars', 'Bar');

function aggregated(items: unknown, type: string = V2): Reply {
  const apiVersion = `apidiscovery.k8s.io/${type === V2BETA1 ? 'v2beta1' : 'v2'}`;
  return { type, body: { kind: 'APIGroupDiscoveryList', apiVersion, metadata: {}, items } };
}

const PODS = group('', version('v1', [resource('pods', 'Pod')]));
const APPS = group('apps', version('v1', [resource('deployments', 'Deployment')]));
const CORE = aggregated([PODS]);
const ROOTS: Routes = { '/api': CORE, '/apis': aggregated([APPS]) };

/** /api and /apis with more groups behind apps. */
const groups = (...items: readonly unknown[]): Routes => ({
  '/api': CORE,
  '/apis': aggregated([APPS, ...items]),
});
/** The only version of a group foo.io. */
const foo = (resources: readonly unknown[], more: object = {}): Routes =>
  groups(group('foo.io', version('v1', resources, more)));

const named = (name: string, ...versions: readonly string[]): object => ({
  name,
  versions: versions.map((of) => ({ groupVersion: `${name}/${of}`, version: of })),
  preferredVersion: { groupVersion: `${name}/${versions[0]}`, version: versions[0] },
});
const listed = (name: string, kind: string, more: object = {}): object => ({
  name,
  singularName: kind.toLowerCase(),
  namespaced: true,
  kind,
  verbs: ['get', 'list'],
  ...more,
});
const resources = (gv: string, list: unknown): Reply => ({
  body: { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: gv, resources: list },
});
const groupList = (list: readonly object[], more: object = {}): Reply => ({
  body: { kind: 'APIGroupList', apiVersion: 'v1', groups: list, ...more },
});

const LISTED_FOO = listed('foos', 'Foo');
const LEGACY: Routes = {
  '/api': { body: { kind: 'APIVersions', versions: ['v1'] } },
  '/apis': groupList([named('apps', 'v1'), named('foo.io', 'v1')]),
  '/api/v1': resources('v1', [listed('pods', 'Pod')]),
  '/apis/apps/v1': resources('apps/v1', [listed('deployments', 'Deployment')]),
  '/apis/foo.io/v1': resources('foo.io/v1', [LISTED_FOO]),
};
/** Legacy discovery where foo.io/v1 answers something else. */
const legacyFoo = (reply: Reply): Routes => ({ ...LEGACY, '/apis/foo.io/v1': reply });

/** What kubectl reads without a word, and so does kx: same rows, same exit code. */
export const ACCEPTED: Readonly<Record<string, Routes>> = {
  aggregated: ROOTS,
  legacy: LEGACY,
  'no /api': { '/apis': aggregated([APPS]) },
  'no /api, legacy': {
    '/apis': groupList([named('apps', 'v1')]),
    '/apis/apps/v1': resources('apps/v1', [listed('deployments', 'Deployment')]),
  },
  '/api legacy, /apis aggregated': {
    ...LEGACY,
    '/apis': aggregated([APPS, group('foo.io', version('v1', [FOOS]))]),
  },
  '/api aggregated, /apis legacy': { ...LEGACY, '/api': CORE },
  'status 203': { ...ROOTS, '/api': { ...CORE, status: 203 } },
  'status 206': { ...ROOTS, '/api': { ...CORE, status: 206 } },
  'kinds are missing': foo([
    { resource: 'none', verbs: ['get'] },
    resource('empty', '', { responseKind: {} }),
    resource('half', '', { responseKind: { group: 'x' } }),
  ]),
  'no resources': foo([]),
  'no versions': groups(group('foo.io')),
  'versions are missing': groups({ metadata: { name: 'foo.io' } }),
  'no groups': { '/api': aggregated([]), '/apis': aggregated([]) },
  'groups are null': { '/api': CORE, '/apis': aggregated(null) },
  'unknown freshness': foo([FOOS], { freshness: 'Rotten' }),
  'unknown fields': foo([resource('foos', 'Foo', { new: { field: 1 } })], { more: 1 }),
  'a group twice': groups(group('foo.io', version('v1', [FOOS])), group('foo.io', version('v1', [BARS]))),
  'a group twice, two versions': groups(
    group('foo.io', version('v1', [FOOS])),
    group('foo.io', version('v2', [FOOS, BARS])),
  ),
  'a version twice': groups(group('foo.io', version('v1', [FOOS]), version('v1', [BARS]))),
  'a resource twice': foo([FOOS, resource('foos', 'Foo2')]),
  'a group without a name': groups({ versions: [version('v1', [FOOS])] }),
  'a slash in a resource': foo([resource('foos/bar', 'Foo')]),
  'a resource without a name': foo([resource('', 'Foo')]),
  'a version without a name': groups(group('foo.io', version('', [FOOS]))),
  'a resource is null': foo([null, FOOS]),
  'no verbs': foo([resource('foos', 'Foo', { verbs: [] })]),
  'a profile': {
    '/api': { ...CORE, type: `${V2};profile=nopeer` },
    '/apis': { ...aggregated([APPS]), type: `${V2};profile=nopeer` },
  },
  'Content-Type in other letters': {
    ...ROOTS,
    '/api': {
      ...CORE,
      type: 'Application/JSON; AS=APIGroupDiscoveryList;V=v2;G=apidiscovery.k8s.io;charset=utf-8',
    },
  },
  'Content-Type in quotes': {
    ...ROOTS,
    '/apis': {
      ...aggregated([APPS]),
      type: 'application/json; g="apidiscovery.k8s.io";v="v2";as="APIGroupDiscoveryList"',
    },
  },
  'Content-Type of HTML': { ...LEGACY, '/apis': { ...groupList([named('apps', 'v1')]), type: 'text/html' } },
  'Content-Type of a group version': legacyFoo({
    ...resources('foo.io/v1', [LISTED_FOO]),
    type: 'text/plain',
  }),
  'a group version without a kind': legacyFoo({ body: { resources: [LISTED_FOO] } }),
  'a group version of another name': legacyFoo(resources('bar.io/v9', [LISTED_FOO])),
  'a group version with subresources alone': legacyFoo(
    resources('foo.io/v1', [listed('foos/status', 'Foo')]),
  ),
  'a group version without verbs': legacyFoo(
    resources('foo.io/v1', [listed('foos', 'Foo', { verbs: null })]),
  ),
  'a group version with status 203': legacyFoo({ ...resources('foo.io/v1', [LISTED_FOO]), status: 203 }),
  'core v1 twice': { ...LEGACY, '/api': { body: { kind: 'APIVersions', versions: ['v1', 'v1'] } } },
  'core v2': {
    ...LEGACY,
    '/api': { body: { kind: 'APIVersions', versions: ['v1', 'v2'] } },
    '/apis/v2': resources('v2', [listed('knots', 'Knot')]),
  },
  'a legacy group twice': { ...LEGACY, '/apis': groupList([named('foo.io', 'v1'), named('foo.io', 'v1')]) },
  'a legacy group without versions': {
    ...LEGACY,
    '/apis': groupList([{ name: 'foo.io', versions: [] }, named('apps', 'v1')]),
  },
  'a legacy group without a preferred version': {
    ...LEGACY,
    '/apis': groupList([{ ...named('foo.io', 'v1', 'v2'), preferredVersion: null }]),
    '/apis/foo.io/v2': resources('foo.io/v2', [LISTED_FOO, listed('bars', 'Bar')]),
  },
  'no legacy groups': { ...LEGACY, '/apis': groupList([]) },
};

/** What kubectl leaves out and calls an error, and kx does the same: same rows, exit code 1. */
export const LEFT_OUT: Readonly<Record<string, Routes>> = {
  'a group version with status 503': legacyFoo(status(503, 'ServiceUnavailable')),
  'a group version with status 403': legacyFoo(status(403, 'Forbidden')),
  'a group version with status 404': legacyFoo(status(404, 'NotFound')),
  'a group version that is empty': legacyFoo(resources('foo.io/v1', [])),
  'a group version with no list': legacyFoo({ body: { kind: 'APIResourceList', apiVersion: 'v1' } }),
  'a group version that is {}': legacyFoo({ body: {} }),
  'a group version that is []': legacyFoo({ body: '[]' }),
  'a group version that is null': legacyFoo({ body: 'null' }),
  'a group version without a body': legacyFoo({ body: '' }),
  'a group version that breaks off': legacyFoo({ body: '{"kind":' }),
  'a group version that goes on': legacyFoo({ body: '{"resources":[]} x' }),
  'a group version of kind Status': legacyFoo({
    body: { kind: 'Status', apiVersion: 'v1', status: 'Failure' },
  }),
  'a group version of kind PodList': legacyFoo({
    body: { kind: 'PodList', apiVersion: 'v1', resources: [LISTED_FOO] },
  }),
  'a group version of an unknown kind': legacyFoo({
    body: { kind: 'Foo', apiVersion: 'foo.io/v1', resources: [LISTED_FOO] },
  }),
  'a group version with a wrong type': legacyFoo(
    resources('foo.io/v1', [listed('foos', 'Foo', { namespaced: 'true' })]),
  ),
  'a group version with a malformed Content-Type': legacyFoo({
    ...resources('foo.io/v1', [LISTED_FOO]),
    type: ';;;',
  }),
  'core v1 with status 404': { ...LEGACY, '/api/v1': status(404, 'NotFound') },
  'core v1 that is empty': { ...LEGACY, '/api/v1': resources('v1', []) },
  'a version without a groupVersion': {
    ...LEGACY,
    '/apis': groupList([{ name: 'foo.io', versions: [{ version: 'v1' }] }]),
  },
  'a version with the groupVersion of another': {
    ...LEGACY,
    '/apis': groupList([{ name: 'foo.io', versions: [{ groupVersion: 'apps/v1', version: 'v1' }] }]),
  },
};

/** What kubectl leaves out without a word, with exit code 0; kx prints the same rows, and says so with exit code 1. */
export const HIDDEN: Readonly<Record<string, Routes>> = {
  'a stale version': foo([], { freshness: 'Stale' }),
  'a stale version with resources': foo([FOOS], { freshness: 'Stale' }),
  'a stale version before another': groups(
    group('foo.io', version('v2', [], { freshness: 'Stale' }), version('v1', [FOOS])),
  ),
  'a stale version, /api legacy': {
    ...LEGACY,
    '/apis': aggregated([APPS, group('foo.io', version('v1', [], { freshness: 'Stale' }))]),
  },
  'an answer that is null': { '/api': CORE, '/apis': { type: V2, body: 'null' } },
  'an answer of another kind': {
    ...LEGACY,
    '/apis': { body: { kind: 'Status', status: 'Failure', message: 'x' } },
  },
};

/** What makes kubectl print nothing at all; kx prints what it can read. */
export const REFUSED: Readonly<Record<string, Routes>> = {
  '/apis with status 304': { ...ROOTS, '/apis': { status: 304, body: '' } },
  '/apis with status 401': { ...ROOTS, '/apis': status(401, 'Unauthorized') },
  '/apis with status 403': { ...ROOTS, '/apis': status(403, 'Forbidden') },
  '/apis with status 404': { ...ROOTS, '/apis': status(404, 'NotFound') },
  '/apis with status 406': { ...ROOTS, '/apis': status(406, 'NotAcceptable') },
  '/apis with status 503': { ...ROOTS, '/apis': status(503, 'ServiceUnavailable') },
  '/apis without a body': { ...ROOTS, '/apis': { type: V2, body: '' } },
  '/apis that is []': { ...ROOTS, '/apis': { type: V2, body: '[]' } },
  '/apis that goes on': { ...ROOTS, '/apis': { type: V2, body: '{} x' } },
  '/apis of HTML': { ...LEGACY, '/apis': { type: 'text/html', body: '<html>' } },
  '/apis with a malformed Content-Type': { ...LEGACY, '/apis': { ...groupList([]), type: ';;;' } },
  'a slash in a group': groups(group('foo/io', version('v1', [FOOS]))),
  'verbs that are no list': foo([resource('foos', 'Foo', { verbs: 'get' })]),
  'short names that are no text': foo([resource('foos', 'Foo', { shortNames: [1] })]),
  'groups that are no list': { '/api': CORE, '/apis': aggregated('x') },
  'freshness that is no text': foo([FOOS], { freshness: 3 }),
  'a time that is none': groups({
    metadata: { name: 'foo.io', creationTimestamp: 'yesterday' },
    versions: [version('v1', [FOOS])],
  }),
};
