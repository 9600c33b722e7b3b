import { expect, it } from 'vitest';
import { CompactedError } from '../../../templates/aa/typescript/src/server/storage/compacted-error.ts';
import type {
  Storage,
  StorageEvent,
  StoredObject,
} from '../../../templates/aa/typescript/src/server/storage/storage.ts';
import { fc } from '../../support/seeded-fast-check.ts';
import { objectOf, type Store, sizeOf, stored } from './storage-suite.ts';

/** The tests that every storage passes; resourceVersions are counted from where it begins. */
export const describeStorage = ({ open, forget = async () => {} }: Omit<Store, 'isHere'>): void => {
  const begin = async (capacity?: number) => {
    const storage = await open(capacity);
    return { storage, start: await storage.currentResourceVersion() };
  };

  it('counts every change in one sequence, and writes it into the object', async () => {
    const { storage, start } = await begin();
    const a = await stored(storage.create('/g/a', objectOf('a')));
    const b = await stored(storage.create('/g/b', objectOf('b')));
    const changed = await stored(storage.replace(a, objectOf('a', 1)));
    const gone = await stored(storage.remove(b, b.object));
    expect([a, b, changed, gone].map((each) => each.resourceVersion - start)).toEqual([1, 2, 3, 4]);
    expect(JSON.parse(changed.json)).toEqual({
      ...objectOf('a', 1),
      metadata: { name: 'a', resourceVersion: String(start + 3) },
    });
    expect(await storage.currentResourceVersion()).toBe(start + 4);
  });

  it('stores nothing over another version', async () => {
    const { storage } = await begin();
    const first = await stored(storage.create('/g/a', objectOf('a')));
    expect(await storage.create('/g/a', objectOf('a'))).toBeUndefined();
    const second = await stored(storage.replace(first, objectOf('a', 1)));
    expect(await storage.replace(first, objectOf('a', 2))).toBeUndefined();
    expect(await storage.remove(first, first.object)).toBeUndefined();
    expect(await storage.get('/g/a')).toEqual(second);
  });

  it('shows every state that is new enough for the reader', async () => {
    const { storage, start } = await begin();
    const a = await stored(storage.create('/g/a', objectOf('a')));
    expect(await storage.get('/g/a', a.resourceVersion)).toEqual(a);
    const list = await storage.list('/g/', undefined, a.resourceVersion);
    expect(list.items).toEqual([a]);
    expect(list.resourceVersion).toBeGreaterThanOrEqual(a.resourceVersion);
    expect((await storage.list('/g/', undefined, 0)).resourceVersion).toBeGreaterThanOrEqual(start);
  });

  it('knows earlier states, until they are too long ago', async () => {
    const { storage, start } = await begin(4);
    const a = await stored(storage.create('/g/a', objectOf('a')));
    const b = await stored(storage.create('/g/b', objectOf('b')));
    await storage.replace(a, objectOf('a', 1));
    await storage.remove(b, b.object);
    const names = async (after: number) =>
      (await storage.list('/g/', start + after)).items.map(
        ({ json }) => `${JSON.parse(json).metadata.name}${JSON.parse(json).spec.size}`,
      );
    expect(await Promise.all([0, 1, 2, 3, 4].map(names))).toEqual([
      [],
      ['a0'],
      ['a0', 'b0'],
      ['a1', 'b0'],
      ['a1'],
    ]);
    await storage.create('/g/c', objectOf('c'));
    await forget(start + 2);
    await storage.get('/g/c');
    await expect(names(1)).rejects.toThrow(new CompactedError(start + 2));
    expect(await names(2)).toEqual(['a0', 'b0']);
  });

  it('sends changes of a prefix, past and present, in order', async () => {
    const { storage, start } = await begin(4);
    const a = await stored(storage.create('/g/a', objectOf('a')));
    await storage.create('/h/x', objectOf('x'));
    const seen: string[] = [];
    const stop = await storage.watch({
      prefix: '/g/',
      after: start,
      onEvent: ({ type, current, previous }) =>
        seen.push(
          `${type} ${current.resourceVersion - start} ${(previous?.resourceVersion ?? start) - start}`,
        ),
    });
    const next = await stored(storage.replace(a, objectOf('a', 1)));
    await storage.remove(next, next.object);
    const expected = ['ADDED 1 0', 'MODIFIED 3 1', 'DELETED 4 3'];
    await expect.poll(() => seen).toEqual(expected);
    stop();
    await storage.create('/g/b', objectOf('b'));
    await storage.get('/g/b');
    expect(seen).toEqual(expected);
    await expect(storage.watch({ prefix: '/', after: start, onEvent: () => {} })).rejects.toThrow(
      CompactedError,
    );
  });

  it('tells a watch how far it has seen, where nothing of its own happens', async () => {
    const { storage, start } = await begin();
    let seenUpTo = start;
    await storage.watch({
      prefix: '/g/',
      after: start,
      onEvent: () => {},
      onProgress: (resourceVersion) => {
        seenUpTo = resourceVersion;
      },
    });
    await storage.create('/h/x', objectOf('x'));
    await storage.get('/h/x');
    expect(seenUpTo).toBe(start + 1);
  });

  it('tells watches of what was stored when it was removed, and the one who removed it of what was not stored', async () => {
    const { storage, start } = await begin();
    const a = await stored(storage.create('/g/a', objectOf('a', 1)));
    const gone = await stored(storage.remove(a, objectOf('a', 2)));
    const seen: string[] = [];
    const onEvent = ({ type, current }: StorageEvent) =>
      seen.push(`${type} ${current.resourceVersion - start} ${sizeOf(current)}`);
    const stop = await storage.watch({ prefix: '/g/', after: start, onEvent });
    await expect.poll(() => seen).toEqual(['ADDED 1 1', 'DELETED 2 1']);
    stop();
    expect([sizeOf(gone), gone.resourceVersion - start]).toEqual([2, 2]);
  });

  it('adds up what 10 writers count', async () => {
    const { storage, start } = await begin();
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
    expect(await storage.currentResourceVersion()).toBe(start + 201);
  });

  it('lets one of two writers of one moment win', async () => {
    const { storage, start } = await begin();
    const outcomes = await Promise.all([
      storage.create('/g/a', objectOf('a', 1)),
      storage.create('/g/a', objectOf('a', 2)),
      storage.create('/g/b', objectOf('b', 3)),
    ]);
    const versions = outcomes.flatMap((each) => (each === undefined ? [] : each.resourceVersion - start));
    expect(versions.sort()).toEqual([1, 2]);
    expect(outcomes[2]).toBeDefined();
  });

  it('does what a plain map does, whatever is asked of it', async () => {
    const step: fc.Arbitrary<Step> = fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      kind: fc.constantFrom('create', 'replace', 'remove'),
      isStale: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { storage, start } = await begin();
        const states = [new Map<string, number>()];
        const replayed = new Map<string, number>();
        await storage.watch({
          prefix: '/g/',
          after: start,
          onEvent: ({ type, current }) =>
            type === 'DELETED' ? replayed.delete(current.key) : replayed.set(current.key, sizeOf(current)),
        });
        for (const each of steps) await takeStep({ storage, start, states }, each);
        for (const [at, state] of states.entries()) {
          const { items } = await storage.list('/g/', start + at);
          expect(items.map((item) => [item.key, sizeOf(item)])).toEqual([...state].sort());
        }
        expect([...replayed].sort()).toEqual([...(states.at(-1) ?? [])].sort());
        await storage.close();
      }),
      { numRuns: 30 },
    );
  });
};

type Step = {
  readonly name: string;
  readonly kind: 'create' | 'replace' | 'remove';
  readonly isStale: boolean;
};

type Progress = { readonly storage: Storage; readonly start: number; readonly states: Map<string, number>[] };

/** Asks the storage for one change and adds the state after it to `states`; what is stale must change nothing. */
const takeStep = async ({ storage, start, states }: Progress, { name, kind, isStale }: Step) => {
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
  expect(outcome?.resourceVersion).toBe(isPossible ? start + size : undefined);
  if (!isPossible) return;
  if (kind === 'remove') state.delete(key);
  else state.set(key, size);
  states.push(state);
};

const expectedOf = (item: StoredObject | undefined, isStale: boolean): StoredObject | undefined =>
  item && isStale ? { ...item, resourceVersion: item.resourceVersion - 1 } : item;
