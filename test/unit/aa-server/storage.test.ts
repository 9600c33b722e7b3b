import { expect, it } from 'vitest';
import { createLog } from '../../../templates/aa/typescript/src/server/log/log.ts';
import { CompactedError } from '../../../templates/aa/typescript/src/server/storage/compacted-error.ts';
import { createMemoryStorage } from '../../../templates/aa/typescript/src/server/storage/memory-storage.ts';
import { createSortedKeys } from '../../../templates/aa/typescript/src/server/storage/sorted-keys.ts';
import type { StoredObject } from '../../../templates/aa/typescript/src/server/storage/storage.ts';

const object = (name: string, size = 0) => ({
  apiVersion: 'a/v1',
  kind: 'A',
  metadata: { name },
  spec: { size },
});
const stored = async (item: Promise<StoredObject | undefined>): Promise<StoredObject> => {
  const found = await item;
  if (found === undefined) throw new Error('nothing was stored');
  return found;
};

it('counts every change in one sequence, and writes it into the object', async () => {
  const storage = createMemoryStorage(100);
  const a = await stored(storage.create('/g/a', object('a')));
  const b = await stored(storage.create('/g/b', object('b')));
  const changed = await stored(storage.replace(a, object('a', 1)));
  const gone = await stored(storage.remove(b, b.object));
  expect([a, b, changed, gone].map((each) => each.resourceVersion)).toEqual([101, 102, 103, 104]);
  expect(JSON.parse(changed.json)).toEqual({
    ...object('a', 1),
    metadata: { name: 'a', resourceVersion: '103' },
  });
  expect(await storage.currentResourceVersion()).toBe(104);
});

it('stores nothing over another version', async () => {
  const storage = createMemoryStorage(100);
  const first = await stored(storage.create('/g/a', object('a')));
  expect(await storage.create('/g/a', object('a'))).toBeUndefined();
  const second = await stored(storage.replace(first, object('a', 1)));
  expect(await storage.replace(first, object('a', 2))).toBeUndefined();
  expect(await storage.remove(first, first.object)).toBeUndefined();
  expect(await storage.get('/g/a')).toBe(second);
});

it('knows earlier states, until they are too long ago', async () => {
  const storage = createMemoryStorage(100, 4);
  const a = await stored(storage.create('/g/a', object('a')));
  const b = await stored(storage.create('/g/b', object('b')));
  await storage.replace(a, object('a', 1));
  await storage.remove(b, b.object);
  const names = async (at?: number) =>
    (await storage.list('/g/', at)).items.map(
      ({ json }) => `${JSON.parse(json).metadata.name}${JSON.parse(json).spec.size}`,
    );
  expect(await Promise.all([100, 101, 102, 103, 104].map(names))).toEqual([
    [],
    ['a0'],
    ['a0', 'b0'],
    ['a1', 'b0'],
    ['a1'],
  ]);
  await storage.create('/g/c', object('c'));
  await expect(names(101)).rejects.toThrow(new CompactedError(102));
  expect(await names(102)).toEqual(['a0', 'b0']);
});

it('sends changes of a prefix, past and present, in order', async () => {
  const storage = createMemoryStorage(100, 4);
  const a = await stored(storage.create('/g/a', object('a')));
  await storage.create('/h/x', object('x'));
  const seen: string[] = [];
  const stop = await storage.watch({
    prefix: '/g/',
    after: 100,
    onEvent: ({ type, current, previous }) =>
      seen.push(`${type} ${current.resourceVersion} ${previous?.resourceVersion}`),
  });
  const next = await stored(storage.replace(a, object('a', 1)));
  await storage.remove(next, next.object);
  stop();
  await storage.create('/g/b', object('b'));
  expect(seen).toEqual(['ADDED 101 undefined', 'MODIFIED 103 101', 'DELETED 104 103']);
  await expect(storage.watch({ prefix: '/', after: 100, onEvent: () => {} })).rejects.toThrow(CompactedError);
});

it('keeps keys in order', () => {
  const keys = createSortedKeys();
  for (const key of ['/g/b/x', '/g/a/y', '/g/a-b/x', '/g/a/x', '/h/x', '/g/a/x']) keys.add(key);
  expect(keys.under('/g/')).toEqual(['/g/a-b/x', '/g/a/x', '/g/a/y', '/g/b/x']);
  expect(keys.under('/g/a/')).toEqual(['/g/a/x', '/g/a/y']);
  keys.remove('/g/a/x');
  keys.remove('/nope');
  expect(keys.under('')).toEqual(['/g/a-b/x', '/g/a/y', '/g/b/x', '/h/x']);
});

it('logs as klog does', () => {
  const lines: string[] = [];
  const log = createLog(2, {
    write: (line) => lines.push(line),
    now: () => new Date('2026-11-22T16:50:13.123Z'),
    pid: 42,
  });
  log.info(2, 'HTTP', { verb: 'GET', resp: 200, userAgent: undefined });
  log.info(3, 'too much');
  log.error('odd "one"', { err: 'a\nb' });
  expect(lines).toEqual([
    'I1122 16:50:13.123000      42] "HTTP" verb="GET" resp=200\n',
    'E1122 16:50:13.123000      42] "odd \\"one\\"" err="a\\nb"\n',
  ]);
});
