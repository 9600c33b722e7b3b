import { Agent } from 'node:https';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openWebSocket } from '../../conformance/web-socket.ts';
import { makeCertificates } from './certificates.ts';
import {
  type FakeAnswer,
  type Seen,
  startFakeKubeApiserver,
  writeKubeconfig,
} from './fake-kube-apiserver.ts';
import { tlsOptions, useServer } from './use-server.ts';
import { version, widget, widgetsIn } from './widget-kinds.ts';

const fakeCertificates = makeCertificates();
const fake = await startFakeKubeApiserver(fakeCertificates);
const namespaces = '/api/v1/namespaces';
const namespace = (name: string, phase = 'Active') => ({
  metadata: { name, resourceVersion: '2' },
  status: { phase },
});
fake.collections.set(namespaces, [namespace('default'), namespace('going', 'Terminating')]);

const server = useServer('-v=4', `--kubeconfig=${writeKubeconfig(fakeCertificates, fake.port)}`);
const path = widgetsIn('default');
const tokens = 'tokenreviews';
const access = 'subjectaccessreviews';

const say = (status: object) => (): FakeAnswer => ({ status: 201, body: { status } });
const asked = (last: string): Seen[] => fake.seen.filter((each) => each.path.endsWith(`/${last}`));
let turn = 0;
/** A user whom nobody asked about before: answers are kept. */
let user = '';
const as = (name: string) => ({ as: 'proxy', headers: { 'X-Remote-User': name } });
const bearer = (token: string) => ({ as: '', headers: { Authorization: `Bearer ${token}` } });

beforeEach(() => {
  turn += 1;
  user = `user-${turn}`;
  fake.seen.length = 0;
  fake.answers.clear();
  fake.answers.set(access, say({ allowed: true }));
  fake.answers.set(tokens, say({ authenticated: true, user: { username: user, groups: ['g'] } }));
});
afterAll(async () => {
  await fake.stop();
  fakeCertificates.remove();
});

describe('a bearer token', () => {
  it('is asked about once, with the credentials of the kubeconfig, and its user is who asks for access', async () => {
    for (let times = 0; times < 3; times += 1)
      expect((await server.call(path, bearer(user))).status).toBe(200);
    expect(asked(tokens)).toMatchObject([
      { authorization: 'Bearer secret', body: { kind: 'TokenReview', spec: { token: user } } },
    ]);
    expect(asked(access)).toMatchObject([
      { body: { spec: { user, groups: ['g', 'system:authenticated'] } } },
    ]);
  });

  it.each<[string, readonly string[], number]>([
    ['beside another', ['TOKEN', 'v1.watch'], 101],
    ['after another', ['v1.watch', 'TOKEN'], 101],
    ['alone', ['TOKEN'], 401],
    ['twice', ['TOKEN', 'TOKEN', 'v1.watch'], 401],
    ['in no base64', ['TOKEN*', 'v1.watch'], 401],
  ])('may be a subprotocol of a WebSocket, %s', async (_, offered, status) => {
    const token = `base64url.bearer.authorization.k8s.io.${Buffer.from(user).toString('base64url')}`;
    const opened = await openWebSocket(
      {
        host: '127.0.0.1',
        port: server.port(),
        path: `${path}?watch=1`,
        agent: new Agent(tlsOptions(server.certificates, '')),
      },
      { 'Sec-WebSocket-Protocol': offered.join(', ').replaceAll('TOKEN', token) },
    );
    if (opened.client === undefined) expect(opened.reply.resume().statusCode).toBe(status);
    else expect([101, opened.client.headers['sec-websocket-protocol']]).toEqual([status, 'v1.watch']);
    opened.client?.destroy();
    expect(asked(tokens)).toHaveLength(status === 101 ? 1 : 0);
  });

  it('that is refused is refused for a while', async () => {
    fake.answers.set(tokens, say({ authenticated: false, error: 'token has expired' }));
    for (let times = 0; times < 2; times += 1)
      expect(await server.call(path, bearer(user))).toMatchObject({
        status: 401,
        json: { code: 401, reason: 'Unauthorized', message: 'Unauthorized' },
      });
    expect(asked(tokens)).toHaveLength(1);
    expect(asked(access)).toEqual([]);
  });

  it.each<[string, () => FakeAnswer]>([
    ['may not be asked about', () => ({ status: 403, body: { message: 'no' } })],
    ['gets an answer without a status', () => ({ status: 201, body: {} })],
    ['gets a user without a name', say({ authenticated: true, user: {} })],
  ])('that %s is a 401', async (_, answer) => {
    fake.answers.set(tokens, answer);
    expect((await server.call('/apis', bearer(user))).status).toBe(401);
  });

  it('is asked about again after a failure, which is not kept', async () => {
    fake.answers.set(tokens, () => ({ status: 403, body: { message: 'no' } }));
    expect((await server.call(path, bearer(user))).status).toBe(401);
    fake.answers.set(tokens, say({ authenticated: true, user: { username: user } }));
    expect((await server.call(path, bearer(user))).status).toBe(200);
  });

  it('counts beside a certificate that is not accepted', async () => {
    expect((await server.call(path, { ...bearer(user), as: 'foreign' })).status).toBe(200);
  });

  it.each(['Basic eDp5', 'Bearer', 'Bearer a b'])('is not what %s has', async (Authorization) => {
    expect((await server.call(path, { as: '', headers: { Authorization } })).status).toBe(401);
    expect(asked(tokens)).toEqual([]);
  });
});

describe('what is asked about access', () => {
  const list = { verb: 'list', group: 'demo.kx.dev', version: 'v1alpha1', resource: 'widgets' };
  it.each<[string, string, object]>([
    ['GET', path, { resourceAttributes: { ...list, namespace: 'default' } }],
    ['GET', `${version}/widgets`, { resourceAttributes: list }],
    ['GET', `${path}/w`, { resourceAttributes: { ...list, namespace: 'default', verb: 'get', name: 'w' } }],
    ['DELETE', path, { resourceAttributes: { ...list, namespace: 'default', verb: 'deletecollection' } }],
    [
      'GET',
      `${path}?fieldSelector=metadata.name%3Dw`,
      { resourceAttributes: { ...list, namespace: 'default', name: 'w' } },
    ],
    [
      'GET',
      `${path}/w/status`,
      {
        resourceAttributes: { ...list, namespace: 'default', verb: 'get', name: 'w', subresource: 'status' },
      },
    ],
    ['GET', '/metrics', { nonResourceAttributes: { verb: 'get', path: '/metrics' } }],
    ['GET', '/openapi/v3', { nonResourceAttributes: { verb: 'get', path: '/openapi/v3' } }],
    ['POST', '/a%20b', { nonResourceAttributes: { verb: 'post', path: '/a b' } }],
  ])('by %s %s is whole', async (method, target, expected) => {
    const headers = {
      'X-Remote-User': user,
      'X-Remote-Group': ['a', 'b'],
      'X-Remote-Uid': '7',
      'X-Remote-Extra-Scopes': ['x', 'y'],
    };
    await server.call(target, { method, as: 'proxy', headers });
    expect(asked(access).map(({ body }) => body)).toEqual([
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: {
          user,
          uid: '7',
          groups: ['a', 'b', 'system:authenticated'],
          extra: { scopes: ['x', 'y'] },
          ...expected,
        },
      },
    ]);
  });

  it.each(['/healthz', '/livez', '/readyz/ping'])('is nothing for %s', async (target) => {
    expect((await server.call(target, { as: '' })).status).toBe(200);
    expect(asked(access)).toEqual([]);
  });

  it('is nothing for system:masters', async () => {
    expect((await server.call(path)).status).toBe(200);
    expect(asked(access)).toEqual([]);
  });

  it('is who shows nothing, too', async () => {
    await server.call(`${path}/${user}`, { as: '' });
    expect(asked(access)).toMatchObject([
      { body: { spec: { user: 'system:anonymous', groups: ['system:unauthenticated'] } } },
    ]);
  });
});

describe('access', () => {
  it('is refused with the reason that there is, and the refusal is kept', async () => {
    fake.answers.set(access, say({ allowed: false, reason: 'RBAC: role not found' }));
    for (let times = 0; times < 2; times += 1)
      expect((await server.call(path, as(user))).json).toMatchObject({
        code: 403,
        reason: 'Forbidden',
        message: `widgets.demo.kx.dev is forbidden: User "${user}" cannot list resource "widgets" in API group "demo.kx.dev" in the namespace "default": RBAC: role not found`,
      });
    expect(asked(access)).toHaveLength(1);
  });

  it.each<[number, string, () => FakeAnswer]>([
    [403, 'is denied and allowed', say({ allowed: true, denied: true })],
    [403, 'is allowed by a text', say({ allowed: 'true' })],
    [500, 'is not decided', () => ({ status: 201, body: {} })],
    [500, 'may not be asked for', () => ({ status: 403, body: { message: 'no' } })],
  ])('is %i where it %s', async (status, _, answer) => {
    fake.answers.set(access, answer);
    expect((await server.call(path, as(user))).status).toBe(status);
  });

  it.each<[string, FakeAnswer]>([
    ['a failure that passes', { status: 500, body: { message: 'etcd is away' } }],
    ['too many requests', { status: 429, body: {} }],
    ['a hint to come back', { status: 503, body: {}, headers: { 'Retry-After': '1' } }],
    ['a cut connection', undefined],
  ])('is asked for again after %s', async (_, failure) => {
    fake.answers.set(access, (): FakeAnswer => {
      fake.answers.set(access, say({ allowed: true }));
      return failure;
    });
    expect((await server.call(path, as(user))).status).toBe(200);
    expect(asked(access)).toHaveLength(2);
  });

  it('to create is asked for by an apply that makes an object, and by no other', async () => {
    fake.answers.set(access, ({ body }) => {
      const isPatch = body.spec?.resourceAttributes?.['verb'] === 'patch';
      return { status: 201, body: { status: { allowed: isPatch } } };
    });
    const target = `${path}/${user}?fieldManager=m`;
    const apply = { method: 'PATCH', type: 'application/apply-patch+yaml', body: widget(user) };
    expect((await server.call(target, { ...apply, ...as(user) })).json).toMatchObject({
      code: 403,
      message: expect.stringContaining(`User "${user}" cannot create resource "widgets"`),
    });
    expect((await server.call(target, apply)).status).toBe(201);
    expect((await server.call(target, { ...apply, ...as(user) })).status).toBe(200);
  });
});

describe('impersonation', () => {
  const impersonating = (headers: Record<string, string | string[]>) => ({
    as: 'proxy',
    headers: { 'X-Remote-User': user, 'Impersonate-User': 'bob', ...headers },
  });
  const rights = () =>
    asked(access).map(({ body: { spec } }) => {
      const { verb, group = '', resource, subresource, namespace, name } = spec?.resourceAttributes ?? {};
      return [spec?.user, verb, group, resource, subresource, namespace, name].join(' ').trim();
    });

  it('needs the right to be each part of the user', async () => {
    const headers = {
      'Impersonate-Group': ['a', 'b'],
      'Impersonate-Uid': '7',
      'Impersonate-Extra-Scopes': 'x',
    };
    expect((await server.call(`${path}/${user}`, impersonating(headers))).status).toBe(404);
    expect(rights()).toEqual([
      `${user} impersonate  users   bob`,
      `${user} impersonate  groups   a`,
      `${user} impersonate  groups   b`,
      `${user} impersonate authentication.k8s.io userextras scopes  x`,
      `${user} impersonate authentication.k8s.io uids   7`,
      `bob get demo.kx.dev widgets  default ${user}`,
    ]);
  });

  it('of a service account names its namespace', async () => {
    const headers = { 'Impersonate-User': 'system:serviceaccount:ns:sa' };
    await server.call(`${path}/${user}`, impersonating(headers));
    expect(rights()[0]).toBe(`${user} impersonate  serviceaccounts  ns sa`);
  });

  it.each<[string, () => FakeAnswer]>([
    ['without the right', say({ allowed: false })],
    ['where nobody can tell', () => ({ status: 403, body: {} })],
  ])('%s is a 403', async (_, answer) => {
    fake.answers.set(access, answer);
    expect((await server.call(path, impersonating({}))).json).toMatchObject({
      code: 403,
      message: `users "bob" is forbidden: User "${user}" cannot impersonate resource "users" in API group "" at the cluster scope`,
    });
  });
});

describe('a namespace', () => {
  const create = (name: string, body = widget('w')) => server.call(widgetsIn(name), { body });

  it('that is there and stays takes objects, without being asked for', async () => {
    expect((await create('default', widget(user))).status).toBe(201);
    expect(fake.seen).toEqual([]);
  });

  it.each(['absent', 'absent?dryRun=All'])('that is not there takes none: %s', async (name) => {
    const [target = '', query = ''] = name.split('?');
    expect((await server.call(`${widgetsIn(target)}?${query}`, { body: widget('w') })).json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      code: 404,
      reason: 'NotFound',
      message: 'namespaces "absent" not found',
      details: { name: 'absent', kind: 'namespaces' },
    });
  });

  it.each([
    [widget('w'), 'w'],
    [widget('', { metadata: { generateName: 'w-' } }), 'w-'],
  ])('that goes takes none: %j', async (body, name) => {
    expect((await create('going', body)).json).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message: `widgets.demo.kx.dev "${name}" is forbidden: unable to create new content in namespace going because it is being terminated`,
      details: {
        name,
        group: 'demo.kx.dev',
        kind: 'widgets',
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: 'namespace going is being terminated',
            field: 'metadata.namespace',
          },
        ],
      },
    });
  });

  it('is refused to an apply that makes an object, too', async () => {
    const apply = { method: 'PATCH', type: 'application/apply-patch+yaml', body: widget('w') };
    const target = (name: string) => `${widgetsIn(name)}/w?fieldManager=m`;
    expect((await server.call(target('absent'), apply)).status).toBe(404);
    expect((await server.call(target('going'), apply)).status).toBe(403);
  });

  it('that was made a moment ago is found by asking', async () => {
    fake.answers.set('new', () => ({ status: 200, body: namespace('new') }));
    expect((await create('new')).status).toBe(201);
  });

  it('that cannot be asked for is a 500', async () => {
    fake.answers.set('unknown', () => ({ status: 403, body: { message: 'no' } }));
    expect((await create('unknown')).status).toBe(500);
  });

  it('comes, goes and is gone as the cluster says, also after a watch that broke', async () => {
    fake.send(namespaces, 'ADDED', namespace('brief'));
    await expect.poll(async () => (await create('brief')).status).toBe(201);
    fake.send(namespaces, 'MODIFIED', namespace('brief', 'Terminating'));
    await expect.poll(async () => (await create('brief')).status).toBe(403);
    const change = { method: 'PATCH', type: 'application/merge-patch+json', body: { spec: { size: 4 } } };
    expect((await server.call(`${widgetsIn('brief')}/w`, change)).status).toBe(200);
    fake.send(namespaces, 'DELETED', namespace('brief'));
    await expect.poll(async () => (await create('brief')).status).toBe(404);
    expect((await server.call(`${widgetsIn('brief')}/w`, change)).json).toMatchObject({
      code: 404,
      message: 'namespaces "brief" not found',
    });
    fake.collections.set(namespaces, [
      namespace('default'),
      namespace('going', 'Terminating'),
      namespace('brief'),
    ]);
    fake.cutWatches();
    await expect.poll(async () => (await create('brief')).status, { timeout: 5_000 }).toBe(409);
  });

  it('matters to no kind without one', async () => {
    const body = { apiVersion: 'demo.kx.dev/v1alpha1', kind: 'WidgetClass', metadata: { name: 'c' } };
    expect((await server.call(`${version}/widgetclasses`, { body })).status).toBe(201);
  });
});

describe('without an answer of kube-apiserver', () => {
  it('nobody is let in who would have been asked about', async () => {
    await fake.stop();
    expect((await server.call('/apis', bearer(user))).status).toBe(401);
    expect((await server.call(path, as(user))).json).toMatchObject({
      code: 500,
      reason: 'InternalError',
      message: 'Internal error occurred: kube-apiserver cannot be asked whether this is allowed',
    });
    expect((await server.call(path)).status).toBe(200);
    expect((await server.call('/healthz', { as: '' })).status).toBe(200);
    expect((await server.call(path, { body: widget(user) })).status).toBe(201);
    expect((await server.call(widgetsIn('unheard-of'), { body: widget(user) })).status).toBe(500);
  });
});
