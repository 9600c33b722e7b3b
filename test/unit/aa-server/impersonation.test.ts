import { describe, expect, it } from 'vitest';
import { readImpersonation } from '../../../templates/aa/typescript/src/server/impersonation/read-impersonation.ts';
import { useServer } from './use-server.ts';
import { version, widgetsIn } from './widget-kinds.ts';

const server = useServer();
const path = widgetsIn('default');

type Headers = Readonly<Record<string, string | string[]>>;

/** The user of a request with these headers; nothing but headers is looked at. */
const userOf = (headers: Headers) => {
  const list = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name.toLowerCase(), value]),
  );
  return readImpersonation({
    method: 'GET',
    target: '/',
    path: '/',
    query: new URLSearchParams(),
    header: (name) => list.find(([each]) => each === name)?.[1],
    headers: list,
    isUpgradable: false,
    remoteAddress: '',
    certificate: undefined,
    certificateChainValid: false,
    body: async () => new Uint8Array(),
  });
};

describe('the user of the headers', () => {
  const account = 'system:serviceaccount:ns-1:builder.x';
  const accountGroups = ['system:serviceaccounts', 'system:serviceaccounts:ns-1', 'system:authenticated'];
  it.each<[Headers, readonly string[]]>([
    [{ 'Impersonate-User': 'bob' }, ['system:authenticated']],
    [{ 'Impersonate-User': 'bob', 'Impersonate-Group': ['a', 'b'] }, ['a', 'b', 'system:authenticated']],
    [{ 'Impersonate-User': 'bob', 'Impersonate-Group': 'system:authenticated' }, ['system:authenticated']],
    [
      { 'Impersonate-User': 'bob', 'Impersonate-Group': 'system:unauthenticated' },
      ['system:unauthenticated'],
    ],
    [{ 'Impersonate-User': 'system:anonymous' }, ['system:unauthenticated']],
    [{ 'Impersonate-User': 'system:anonymous', 'Impersonate-Group': 'a' }, ['a', 'system:unauthenticated']],
    [{ 'Impersonate-User': account }, accountGroups],
    [{ 'Impersonate-User': account, 'Impersonate-Group': 'a' }, ['a', 'system:authenticated']],
    [{ 'Impersonate-User': 'system:serviceaccount:NS:x' }, ['system:authenticated']],
    [{ 'Impersonate-User': 'system:serviceaccount:ns:a..b' }, ['system:authenticated']],
    [{ 'Impersonate-User': 'system:serviceaccount:ns' }, ['system:authenticated']],
  ])('%j is in %j', (headers, groups) => {
    expect(userOf(headers)).toMatchObject({ name: headers['Impersonate-User'], groups });
  });

  it('has a uid and extra values', () => {
    const headers = {
      'Impersonate-User': 'bob',
      'Impersonate-Uid': '7',
      'Impersonate-Extra-Scopes': ['a', 'b'],
      'Impersonate-Extra-Acme.com%2fTeam': 'c',
    };
    expect(userOf(headers)).toMatchObject({
      uid: '7',
      extra: { scopes: ['a', 'b'], 'acme.com/team': ['c'] },
      source: 'impersonation',
    });
  });

  it('is nobody without them', () => {
    expect(userOf({ 'X-Remote-User': 'bob', 'Impersonate-User': '' })).toBeUndefined();
  });
});

describe('a request', () => {
  const controller = 'system:serviceaccount:kube-system:namespace-controller';
  it.each<[Headers, string, number]>([
    [{}, path, 200],
    [{ 'Impersonate-User': 'alice' }, path, 403],
    [{ 'Impersonate-User': 'alice' }, version, 200],
    [{ 'Impersonate-User': 'alice', 'Impersonate-Group': 'system:masters' }, path, 200],
    [{ 'Impersonate-User': 'system:anonymous' }, version, 403],
    [{ 'Impersonate-User': 'system:anonymous' }, '/livez', 200],
    [{ 'Impersonate-User': controller }, path, 403],
  ])('of an administrator with %j for %s gets %i', async (headers, target, status) => {
    expect((await server.call(target, { headers })).status).toBe(status);
  });

  it('is refused as the user it runs as', async () => {
    const { json } = await server.call(path, { headers: { 'Impersonate-User': 'bob' } });
    expect(json).toMatchObject({
      code: 403,
      message:
        'widgets.demo.kx.dev is forbidden: User "bob" cannot list resource "widgets" in API group "demo.kx.dev" in the namespace "default"',
    });
  });

  it.each([
    [
      'alice',
      'bob',
      'users "bob" is forbidden: User "alice" cannot impersonate resource "users" in API group "" at the cluster scope',
    ],
    [
      'alice',
      controller,
      'serviceaccounts "namespace-controller" is forbidden: User "alice" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "kube-system"',
    ],
    [
      '',
      'alice',
      'users "alice" is forbidden: User "system:anonymous" cannot impersonate resource "users" in API group "" at the cluster scope',
    ],
  ])('of "%s" may not be one of %s', async (as, user, message) => {
    const { json } = await server.call('/livez', { as, headers: { 'Impersonate-User': user } });
    expect(json).toMatchObject({ code: 403, reason: 'Forbidden', message });
  });

  it('of a user whom the aggregator names may not be one of somebody else', async () => {
    const headers = { 'X-Remote-User': 'alice', 'Impersonate-User': 'admin', 'Impersonate-Group': 'a' };
    const { json } = await server.call(path, { as: 'proxy', headers });
    expect(json).toMatchObject({ code: 403, message: expect.stringMatching(/^users "admin" is forbidden/) });
  });

  it.each<[Headers, string]>([
    [{ 'Impersonate-Group': ['a', 'b'] }, 'group a, group b'],
    [{ 'Impersonate-Uid': '7' }, 'uid 7'],
    [{ 'Impersonate-Extra-Scopes': 'a' }, 'extra scopes'],
  ])('with %j lacks a user', async (headers, what) => {
    const { json } = await server.call(path, { headers });
    expect(json).toMatchObject({
      code: 400,
      reason: 'BadRequest',
      message: `requested [${what}] without impersonating a user`,
    });
  });
});
