import { expect, it } from 'vitest';
import type { ApiObject } from '../../../templates/aa/typescript/src/server/api/api-object.ts';
import type { ObjectChange } from '../../../templates/aa/typescript/src/server/connect/connect-definition.ts';
import { objectChanges } from '../../../templates/aa/typescript/src/server/connect/object-changes.ts';
import { createMemoryStorage } from '../../../templates/aa/typescript/src/server/storage/memory-storage.ts';
import type { Storage } from '../../../templates/aa/typescript/src/server/storage/storage.ts';
import { contextOver } from './test-context.ts';
import { widgetKind } from './widget-kinds.ts';

const key = '/demo.kx.dev/widgets/default/w1';
const object = (size: number, uid = 'first'): ApiObject => ({
  apiVersion: 'demo.kx.dev/v1alpha1',
  kind: 'Widget',
  metadata: { name: 'w1', namespace: 'default', uid },
  spec: { size },
});

/** A storage that forgets soon, with w1 in it. */
const storageWithWidget = async () => {
  const storage = createMemoryStorage(1000, 10);
  const created = await storage.create(key, object(0));
  if (created === undefined) throw new Error('there is one already');
  return { storage, known: created.object };
};

const changesOf = (storage: Storage, known: ApiObject, signal = new AbortController().signal) =>
  objectChanges(
    {
      request: {
        method: 'GET',
        target: '',
        path: '',
        query: new URLSearchParams(),
        header: () => undefined,
        headers: [],
        isUpgradable: false,
        remoteAddress: '',
        certificate: undefined,
        certificateChainValid: false,
        body: async () => new Uint8Array(),
      },
      user: { name: 'a', uid: '', groups: [], extra: {}, source: 'certificate' },
      server: contextOver(storage),
      kind: widgetKind,
      warn: () => {},
      annotate: () => {},
      info: {
        isResource: true,
        verb: 'get',
        group: widgetKind.group,
        version: widgetKind.version,
        namespace: 'default',
        resource: 'widgets',
        subresource: 'log',
        name: 'w1',
        rest: [],
      },
    },
    known,
    signal,
  );

const resize = async (storage: Storage, size: number) => {
  const present = await storage.get(key);
  if (present === undefined) throw new Error('it is gone');
  await storage.replace(present, object(size, present.object.metadata.uid));
};

const collected = async (changes: AsyncIterable<ObjectChange>) => {
  const seen: string[] = [];
  for await (const { type, object: changed } of changes)
    seen.push(`${type} ${JSON.stringify(changed['spec'])}`);
  return seen;
};

const afterFirst = async (changes: AsyncGenerator<ObjectChange>, act: () => Promise<unknown>) => {
  const first = changes.next();
  // It asks the storage for what is there first.
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  await act();
  return first;
};

it('what the storage has forgotten is one change', async () => {
  const { storage, known } = await storageWithWidget();
  for (let size = 1; size <= 30; size++) await resize(storage, size);
  const changes = changesOf(storage, known);
  expect(await changes.next()).toMatchObject({ value: { type: 'MODIFIED', object: { spec: { size: 30 } } } });
  const next = await afterFirst(changes, () => resize(storage, 31));
  expect(next).toMatchObject({ value: { type: 'MODIFIED', object: { spec: { size: 31 } } } });
});

it('an object that is gone, or another of its name, ends them', async () => {
  const { storage, known } = await storageWithWidget();
  const present = await storage.get(key);
  if (present !== undefined) await storage.remove(present, present.object);
  expect(await collected(changesOf(storage, known))).toEqual(['DELETED {"size":0}']);
  await storage.create(key, object(5, 'second'));
  expect(await collected(changesOf(storage, known))).toEqual(['DELETED {"size":0}']);
});

it('others of a similar name are none of them', async () => {
  const { storage, known } = await storageWithWidget();
  const changes = changesOf(storage, known);
  const first = await afterFirst(changes, async () => {
    await storage.create(`${key}0`, object(7));
    await resize(storage, 1);
  });
  expect(first).toMatchObject({ value: { object: { spec: { size: 1 } } } });
});

it('a reader that is far behind gets an error, not all of the memory', async () => {
  const { storage, known } = await storageWithWidget();
  const changes = changesOf(storage, known);
  await afterFirst(changes, async () => {
    for (let size = 1; size <= 1_200; size++) await resize(storage, size);
  });
  await expect(collected(changes)).rejects.toThrow('1000 changes wait for a slow client');
});

it('end when nobody wants them any more', async () => {
  const { storage, known } = await storageWithWidget();
  const gone = new AbortController();
  const changes = changesOf(storage, known, gone.signal);
  const first = await afterFirst(changes, async () => gone.abort());
  expect(first).toEqual({ value: undefined, done: true });
  expect(await collected(changesOf(storage, known, gone.signal))).toEqual([]);
});
