import { describe, expect, it } from 'vitest';
import { createLog } from '../../../templates/aa/typescript/src/server/log/log.ts';
import { CompactedError } from '../../../templates/aa/typescript/src/server/storage/compacted-error.ts';
import { createSortedKeys } from '../../../templates/aa/typescript/src/server/storage/sorted-keys.ts';
import type { Storage, StoredObject } from '../../../templates/aa/typescript/src/server/storage/storage.ts';
import { fc } from '../../support/seeded-fast-check.ts';
import { objectOf, sizeOf, stored, stores } from './storage-suite.ts';

describe.each(stores.filter(({ isHere }) => isHere))('$name', ({ open }) => {
  it('counts every change in one sequence, and writes it into the object', async () => {
    const storage = open();
    const a = await stored(storage.create('/g/a', objectOf('a')));
    const b = await stored(storage.create('/g/b', objectOf('b')));
    const changed = await stored(storage.replace(a, objectOf('a', 1)));
    const gone = await stored(storage.remove(b, b.object));
    expect([a, b, changed, gone].map((each) => each.resourceVersion)).toEqual([101, 102, 103, 104]);
    expect(JSON.parse(changed.json)).toEqual({
      ...objectOf('a', 1),
      metadata: { name: 'a', resourceVersion: '103' },
    });
    expect(await storage.currentResourceVersion()).toBe(104);
  });

  it('stores nothing over another version', async () => {
    const storage = open();
    const first = await stored(storage.create('/g/a', objectOf('a')));
    expect(await storage.create('/g/a', objectOf('a'))).toBeUndefined();
    const second = await stored(storage.replace(first, objectOf('a', 1)));
    expect(await storage.replace(first, objectOf('a', 2))).toBeUndefined();
    expect(await storage.remove(first, first.object)).toBeUndefined();
    expect(await storage.get('/g/a')).toBe(second);
  });

  it('knows earlier states, until they are too long ago', async () => {
    const storage = open(4);
    const a = await stored(storage.create('/g/a', objectOf('a')));
    const b = await stored(storage.create('/g/b', objectOf('b')));
    await storage.replace(a, objectOf('a', 1));
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
    await storage.create('/g/c', objectOf('c'));
    await expect(names(101)).rejects.toThrow(new CompactedError(102));
    expect(await names(102)).toEqual(['a0', 'b0']);
  });

  it('sends changes of a prefix, past and present, in order', async () => {
    const storage = open(4);
    const a = await stored(storage.create('/g/a', objectOf('a')));
    await storage.create('/h/x', objectOf('x'));
    const seen: string[] = [];
    const stop = await storage.watch({
      prefix: '/g/',
      after: 100,
      onEvent: ({ type, current, previous }) =>
        seen.push(`${type} ${current.resourceVersion} ${previous?.resourceVersion}`),
    });
    const next = await stored(storage.replace(a, objectOf('a', 1)));
    await storage.remove(next, next.object);
    stop();
    await storage.create('/g/b', objectOf('b'));
    expect(seen).toEqual(['ADDED 101 undefined', 'MODIFIED 103 101', 'DELETED 104 103']);
    await expect(storage.watch({ prefix: '/', after: 100, onEvent: () => {} })).rejects.toThrow(
      CompactedError,
    );
  });
  it('adds up what 10 writers count', async () => {
    const storage = open();
    await storage.create('/g/a', objectOf('a'));
    const increment = async (): Promise<void> => {
      const item = await storage.get('/g/a');
      if (item === undefined) throw new Error('the object is gone');
      if ((await storage.replace(item, objectOf('a', sizeOf(item) + 1))) === undefined) await increment();
    };
    const writer = async () => {
      for (let count = 0; count < 20; count += 1) await increment();
    };
    await Promise.all(Array.from({ length: 10 }, writer));
    expect((await storage.list('/g/')).items.map(sizeOf)).toEqual([200]);
    expect(await storage.currentResourceVersion()).toBe(301);
  });

  it('decides writes of one moment in their order', async () => {
    const storage = open();
    const outcomes = await Promise.all([
      storage.create('/g/a', objectOf('a', 1)),
      storage.create('/g/a', objectOf('a', 2)),
      storage.create('/g/b', objectOf('b', 3)),
    ]);
    expect(outcomes.map((each) => each?.resourceVersion)).toEqual([101, undefined, 102]);
  });

  it('does what a plain map does, whatever is asked of it', async () => {
    const step: fc.Arbitrary<Step> = fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      kind: fc.constantFrom('create', 'replace', 'remove'),
      isStale: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const storage = open();
        const states = [new Map<string, number>()];
        const replayed = new Map<string, number>();
        await storage.watch({
          prefix: '/g/',
          after: 100,
          onEvent: ({ type, current }) =>
            type === 'DELETED' ? replayed.delete(current.key) : replayed.set(current.key, sizeOf(current)),
        });
        for (const each of steps) await takeStep(storage, states, each);
        for (const [at, state] of states.entries()) {
          const { items } = await storage.list('/g/', 100 + at);
          expect(items.map((item) => [item.key, sizeOf(item)])).toEqual([...state].sort());
        }
        expect([...replayed].sort()).toEqual([...(states.at(-1) ?? [])].sort());
        await storage.close();
      }),
      { numRuns: 30 },
    );
  });
});

type Step = {
  readonly name: string;
  readonly kind: 'create' | 'replace' | 'remove';
  readonly isStale: boolean;
};

/** Asks the storage for one change and adds the state after it to `states`; what is stale must change nothing. */
const takeStep = async (storage: Storage, states: Map<string, number>[], { name, kind, isStale }: Step) => {
  const key = `/g/${name}`;
  const state = new Map(states.at(-1));
  const size = states.length;
  const item = await storage.get(key);
  const asked = expectedOf(item, isStale);
  const outcome = await {
    create: () => storage.create(key, objectOf(name, size)),
    replace: () => asked && storage.replace(asked, objectOf(name, size)),
    remove: () => asked && storage.remove(asked, objectOf(name, size)),
  }[kind]();
  const isPossible = kind === 'create' ? item === undefined : item !== undefined && !isStale;
  expect(outcome?.resourceVersion).toBe(isPossible ? 100 + size : undefined);
  if (!isPossible) return;
  if (kind === 'remove') state.delete(key);
  else state.set(key, size);
  states.push(state);
};

const expectedOf = (item: StoredObject | undefined, isStale: boolean): StoredObject | undefined =>
  item && isStale ? { ...item, resourceVersion: item.resourceVersion - 1 } : item;

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
