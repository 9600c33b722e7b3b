import { expect, it } from 'vitest';
import { createEtcdClient } from '../../../templates/aa/typescript/src/server/storage/etcd/etcd-client.ts';
import {
  EtcdError,
  errorOf,
  isCompacted,
  isUndone,
} from '../../../templates/aa/typescript/src/server/storage/etcd/etcd-error.ts';
import { createFreshRevision } from '../../../templates/aa/typescript/src/server/storage/etcd/fresh-revision.ts';
import { createKeySpace } from '../../../templates/aa/typescript/src/server/storage/etcd/key-space.ts';
import { requireVersion } from '../../../templates/aa/typescript/src/server/storage/etcd/require-version.ts';
import { StorageUnavailableError } from '../../../templates/aa/typescript/src/server/storage/storage-unavailable-error.ts';

it.each([
  ['/registry', ['g.dev'], '/registry/g.dev/', '/registry/g.dev0'],
  ['registry/', ['g.dev'], '/registry/g.dev/', '/registry/g.dev0'],
  ['/', ['g.dev'], '/g.dev/', '/g.dev0'],
  ['/r', ['h', 'a', 'c'], '/r/a/', '/r/h0'],
])('keeps the groups below %s', (prefix, groups, key, rangeEnd) => {
  const space = createKeySpace(prefix, groups);
  expect([String(space.key), String(space.rangeEnd)]).toEqual([key, rangeEnd]);
  const own = `/${groups[0]}/as/default/x`;
  expect(space.fromEtcd(space.toEtcd(own))).toBe(own);
  expect(space.fromEtcd(space.toEtcd('/b/as/default/x'))).toBeUndefined();
});

it.each([
  ['3.3.27', false],
  ['3.4.30', false],
  ['3.4.31', true],
  ['3.5.9', false],
  ['3.5.13', true],
  ['3.6.0-rc.1', true],
  ['3.10.1', true],
  ['4.0.0', true],
  ['2.3.8', false],
])('takes etcd %s: %s', async (version, isNewEnough) => {
  const etcd = { status: async () => ({ version }) };
  const required = requireVersion(etcd);
  if (isNewEnough) await expect(required).resolves.toBeUndefined();
  else
    await expect(required).rejects.toThrow(`etcd ${version} is too old for --storage=etcd: it needs 3.4.31`);
});

it('asks once for all who ask meanwhile, and never gives what is older than the question', async () => {
  let revision = 10;
  const answers: ((revision: number) => void)[] = [];
  const fresh = createFreshRevision(() => new Promise((resolve) => answers.push(resolve)));
  const first = fresh();
  await Promise.resolve();
  const [second, third] = [fresh(), fresh()];
  expect(answers).toHaveLength(1);
  answers[0]?.(revision);
  expect(await first).toBe(10);
  revision = 11;
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.(revision);
  expect(await Promise.all([second, third])).toEqual([11, 11]);
  const fourth = fresh();
  await expect.poll(() => answers.length).toBe(3);
  answers[2]?.(12);
  expect(await fourth).toBe(12);
});

it('asks again after a failure', async () => {
  const outcomes = [() => Promise.reject(new Error('no')), () => Promise.resolve(1)];
  const fresh = createFreshRevision(() => outcomes.shift()?.() ?? Promise.resolve(0));
  await expect(fresh()).rejects.toThrow('no');
  expect(await fresh()).toBe(1);
});

it.each([
  [4, 'Deadline exceeded', StorageUnavailableError, false],
  [14, 'etcdserver: request timed out', StorageUnavailableError, false],
  [14, 'etcdserver: no leader', StorageUnavailableError, true],
  [14, 'No connection established. Last error: connect ECONNREFUSED', StorageUnavailableError, true],
  [3, 'etcdserver: request is too large', EtcdError, false],
])('tells what code %d is: %s', (code, details, type, isNothingDone) => {
  expect(errorOf({ code, details })).toBeInstanceOf(type);
  expect(isUndone({ code, details })).toBe(isNothingDone);
});

it('knows a compacted revision by its sentence, as a future one has the same code', () => {
  const of = (details: string) => errorOf({ code: 11, details });
  expect(isCompacted(of('etcdserver: mvcc: required revision has been compacted'))).toBe(true);
  expect(isCompacted(of('etcdserver: mvcc: required revision is a future revision'))).toBe(false);
});

it('names the flag of a file that cannot be read', async () => {
  const options = {
    servers: ['https://127.0.0.1:1'],
    prefix: '/registry',
    caFile: '/nope',
    certFile: undefined,
    keyFile: undefined,
    compactionMilliseconds: 0,
  };
  const log = { verbosity: 0, info: () => {}, error: () => {} };
  await expect(createEtcdClient(options, log)).rejects.toThrow(
    /^--etcd-cafile \/nope cannot be read: ENOENT/,
  );
});
