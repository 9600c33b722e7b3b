import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../../templates/aa/typescript/src/server/authentication/subject.ts';
import { clientCertificateProblem } from '../../../templates/aa/typescript/src/server/authentication/verify-client-certificate.ts';
import { clientAuth } from './certificates.ts';
import { useServer } from './use-server.ts';
import { version, widgetsIn } from './widget-kinds.ts';

const server = useServer('-v=4');
const path = widgetsIn('default');
const claims = { 'X-Remote-User': 'admin', 'X-Remote-Group': 'system:masters' };

server.certificates.issue('server-only', 'proxy-ca', {
  subject: '/CN=front-proxy-client',
  extensions: ['extendedKeyUsage=serverAuth'],
});
server.certificates.issue('intermediate', 'proxy-ca', {
  subject: '/CN=intermediate',
  extensions: ['basicConstraints=critical,CA:TRUE'],
});
server.certificates.issue('not-an-authority', 'proxy-ca', {
  subject: '/CN=not-an-authority',
  extensions: ['basicConstraints=critical,CA:FALSE'],
});
const nameless = { subject: '/O=system:masters', extensions: [clientAuth] };
server.certificates.issue('nameless', 'client-ca', nameless);

describe('identity headers', () => {
  it.each([
    ['without a certificate', '', 403, 'User "system:anonymous" cannot list resource'],
    ['with a certificate of a foreign CA', 'foreign', 401, 'Unauthorized'],
    ['with a certificate of the CA under another name', 'misnamed', 401, 'Unauthorized'],
    ['with a certificate that is not for clients', 'server-only', 401, 'Unauthorized'],
    ["with a user's own certificate", 'alice', 403, 'User "alice" cannot list resource'],
  ])('%s are not believed', async (_, as, code, message) => {
    const { json } = await server.call(path, { as, headers: claims });
    expect(json).toMatchObject({ kind: 'Status', code, message: expect.stringContaining(message) });
  });

  it('of the aggregator are', async () => {
    expect((await server.call(path, { as: 'proxy', headers: claims })).status).toBe(200);
  });

  it.each([
    [{ 'X-Remote-User': 'bob' }, 403, 'User "bob" cannot list'],
    [{ 'X-Remote-User': 'bob', 'X-Remote-Group': ['a', 'system:masters'] }, 200, ''],
    [{ 'X-Remote-User': 'bob', 'X-Remote-Group': 'a, system:masters' }, 403, 'User "bob" cannot list'],
    [{ 'X-Remote-Group': 'system:masters' }, 401, 'Unauthorized'],
  ])('%j', async (headers, status, message) => {
    const answer = await server.call(path, { as: 'proxy', headers });
    expect(answer.status).toBe(status);
    if (message !== '') expect(answer.json).toMatchObject({ message: expect.stringContaining(message) });
  });

  it('are refused with a log line that says why', async () => {
    await server.call(path, { as: 'misnamed', headers: claims });
    expect(server.log.join('')).toContain('x509: subject with cn=somebody is not in the allowed list');
  });
});

describe('client certificates', () => {
  it.each([
    ['admin', 200],
    ['alice', 403],
    ['foreign', 401],
    ['nameless', 401],
  ])('of %s give %i', async (as, status) => {
    expect((await server.call(path, { as })).status).toBe(status);
  });

  it('name the user and its groups', () => {
    const { pem } = server.certificates;
    expect(subjectOf(new X509Certificate(pem('alice.crt')))).toEqual({
      commonName: 'alice',
      organizations: ['dev', 'ops, west'],
    });
  });

  const day = 86_400_000;
  it.each([
    ['proxy', 'proxy-ca', 0, undefined],
    ['proxy', 'client-ca', 0, 'x509: certificate signed by unknown authority'],
    ['server-only', 'proxy-ca', 0, 'x509: certificate specifies an incompatible key usage'],
    ['proxy', 'proxy-ca', 31 * day, 'x509: certificate has expired or is not yet valid'],
    ['proxy', 'proxy-ca', -day, 'x509: certificate has expired or is not yet valid'],
    ['admin', 'not-an-authority', 0, 'x509: certificate signed by unknown authority'],
  ])('%s for %s in %i ms: %s', (name, authority, later, problem) => {
    const read = (each: string) => new X509Certificate(server.certificates.pem(`${each}.crt`));
    const trust = { authorities: [read(authority)], now: new Date(Date.now() + later) };
    expect(clientCertificateProblem(read(name), trust)).toBe(problem);
  });

  it('may come with an intermediate', async () => {
    const { issue, pem } = server.certificates;
    issue('below', 'intermediate', { subject: '/CN=front-proxy-client', extensions: [clientAuth] });
    const chain = `${pem('below.crt')}${pem('intermediate.crt')}`;
    const { request } = await import('node:https');
    const { tlsOptions } = await import('./use-server.ts');
    const status = await new Promise((resolve, reject) => {
      request(
        {
          ...tlsOptions(server.certificates, 'below'),
          cert: chain,
          host: '127.0.0.1',
          port: server.port(),
          path,
          headers: claims,
          agent: false,
        },
        (reply) => {
          reply.resume();
          resolve(reply.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });
});

it('refuses tokens, which it cannot check', async () => {
  const { json } = await server.call(path, { as: '', headers: { Authorization: 'Bearer x' } });
  expect(json).toMatchObject({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' });
});

describe('who may do what', () => {
  const anyone = '';
  const nobody = { as: 'proxy', headers: { 'X-Remote-User': 'system:aggregator' } };
  it.each([
    [anyone, '/healthz', 200],
    [anyone, '/livez', 200],
    [anyone, '/readyz/ping', 200],
    [anyone, '/apis', 403],
    [anyone, '/openapi/v2', 403],
    [anyone, '/version', 403],
    ['alice', '/apis', 200],
    ['alice', '/apis/demo.kx.dev', 200],
    ['alice', version, 200],
    ['alice', '/openapi/v2', 200],
    ['alice', '/openapi/v3', 200],
    ['alice', '/version', 200],
    ['alice', '/', 200],
    ['alice', '/metrics', 403],
    ['admin', '/metrics', 200],
  ])('%s at %s gets %i', async (as, target, status) => {
    expect((await server.call(target, { as })).status).toBe(status);
  });

  it.each([version, '/openapi/v2', '/openapi/v3', '/apis'])(
    'the aggregator without a group may read %s',
    async (target) => {
      expect((await server.call(target, nobody)).status).toBe(200);
    },
  );

  it.each([
    [
      'GET',
      path,
      'widgets.demo.kx.dev is forbidden: User "alice" cannot list resource "widgets" in API group "demo.kx.dev" in the namespace "default"',
    ],
    [
      'GET',
      `${path}?watch=true`,
      'widgets.demo.kx.dev is forbidden: User "alice" cannot watch resource "widgets" in API group "demo.kx.dev" in the namespace "default"',
    ],
    [
      'GET',
      `${version}/widgetclasses/c`,
      'widgetclasses.demo.kx.dev "c" is forbidden: User "alice" cannot get resource "widgetclasses" in API group "demo.kx.dev" at the cluster scope',
    ],
    [
      'PUT',
      `${path}/w/status`,
      'widgets.demo.kx.dev "w" is forbidden: User "alice" cannot update resource "widgets/status" in API group "demo.kx.dev" in the namespace "default"',
    ],
    [
      'DELETE',
      path,
      'widgets.demo.kx.dev is forbidden: User "alice" cannot deletecollection resource "widgets" in API group "demo.kx.dev" in the namespace "default"',
    ],
    ['GET', '/metrics', 'forbidden: User "alice" cannot get path "/metrics"'],
    ['POST', '/apis', 'forbidden: User "alice" cannot post path "/apis"'],
  ])('says why not: %s %s', async (method, target, message) => {
    const { json } = await server.call(target, { method, as: 'alice' });
    expect(json).toMatchObject({ code: 403, reason: 'Forbidden', message });
  });
});

describe("the cluster's controllers", () => {
  const account = (name: string) => `system:serviceaccount:kube-system:${name}`;
  const namespaceController = account('namespace-controller');
  const garbageCollector = account('generic-garbage-collector');
  const object = `${path}/gone`;
  const mergePatch = { type: 'application/merge-patch+json', body: {} };
  server.certificates.issue('named-like-one', 'client-ca', {
    subject: `/O=system:serviceaccounts/CN=${namespaceController}`,
    extensions: [clientAuth],
  });
  const as = (user: string) => ({ as: 'proxy', headers: { 'X-Remote-User': user } });

  it.each([
    [namespaceController, 'GET', path, 200],
    [namespaceController, 'GET', object, 404],
    [namespaceController, 'DELETE', path, 200],
    [namespaceController, 'DELETE', object, 404],
    [namespaceController, 'GET', `${path}?watch=1&timeoutSeconds=1`, 403],
    [namespaceController, 'POST', path, 403],
    [namespaceController, 'PUT', object, 403],
    [namespaceController, 'PATCH', object, 403],
    [namespaceController, 'GET', '/metrics', 403],
    [garbageCollector, 'GET', path, 200],
    [garbageCollector, 'GET', object, 404],
    [garbageCollector, 'GET', `${version}/widgets?watch=1&timeoutSeconds=1`, 200],
    [garbageCollector, 'PATCH', object, 404],
    [garbageCollector, 'PUT', object, 400],
    [garbageCollector, 'DELETE', object, 404],
    [garbageCollector, 'DELETE', path, 403],
    [garbageCollector, 'POST', path, 403],
    ['system:kube-controller-manager', 'GET', path, 200],
    ['system:kube-controller-manager', 'GET', `${version}/widgets?watch=1&timeoutSeconds=1`, 200],
    ['system:kube-controller-manager', 'GET', object, 403],
    ['system:kube-controller-manager', 'DELETE', path, 403],
    [account('job-controller'), 'GET', path, 403],
    ['system:serviceaccount:default:namespace-controller', 'GET', path, 403],
    ['toString', 'GET', path, 403],
  ])('%s, named by the aggregator: %s %s is %i', async (user, method, target, status) => {
    const body = method === 'PATCH' ? mergePatch : {};
    expect((await server.call(target, { method, ...body, ...as(user) })).status).toBe(status);
  });

  it.each(['GET', 'DELETE'])('named by a client certificate may not %s', async (method) => {
    const { json } = await server.call(path, { method, as: 'named-like-one' });
    expect(json).toMatchObject({
      code: 403,
      message: expect.stringContaining(`User "${namespaceController}" cannot`),
    });
  });
});

describe('upgrades', () => {
  it.each([path, '/apis', '/healthz'])('of %s are refused', async (target) => {
    const answer = await server.call(target, { headers: { Connection: 'Upgrade', Upgrade: 'websocket' } });
    expect(answer.status).toBe(400);
  });
});
