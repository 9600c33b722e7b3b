import { expect, it } from 'vitest';
import { createMemoryStorage } from '../../../templates/aa/typescript/src/server/storage/memory-storage.ts';
import { createVersionedStorage } from '../../../templates/aa/typescript/src/server/storage/versioned-storage.ts';
import { stored } from './storage-suite.ts';
import { widgetKind } from './widget-kinds.ts';

const text = { type: 'string' } as const;
const spec = { type: 'object', properties: { color: text, shape: { ...text, default: 'round' } } } as const;
const v2 = { ...widgetKind, version: 'v2', schema: { type: 'object', properties: { spec } } } as const;
const objectOf = (version: string, more: object = {}) => ({
  apiVersion: `${v2.group}/${version}`,
  kind: 'Widget',
  metadata: { name: 'a' },
  spec: { color: 'red', ...more },
});

it('shows what an earlier server stored in the version of this one, and stores it so with the next write', async () => {
  const storage = createMemoryStorage(100);
  const old = await stored(storage.create('/g/a', objectOf('v1', { gone: 'x' })));
  const seen = createVersionedStorage(storage, v2, v2);
  const shown = await seen.get('/g/a');
  const expected = { ...objectOf('v2', { shape: 'round' }), metadata: { name: 'a', resourceVersion: '101' } };
  expect(JSON.parse(shown?.json ?? '')).toEqual(expected);
  expect(shown?.object).toEqual(expected);
  expect((await storage.get('/g/a'))?.json).toBe(old.json);
  await seen.replace(old, objectOf('v1', { color: 'blue' }));
  expect((await storage.get('/g/a'))?.object).toMatchObject(
    objectOf('v2', { color: 'blue', shape: 'round' }),
  );
});

it('converts each version of an object once, and what is in its version never', async () => {
  const storage = createMemoryStorage(100);
  const seen = createVersionedStorage(storage, v2, v2);
  await storage.create('/g/a', objectOf('v2'));
  expect(await seen.get('/g/a')).toBe(await storage.get('/g/a'));
  expect((await seen.list('/g/')).items).toBe((await storage.list('/g/')).items);
  await storage.create('/g/b', objectOf('v1'));
  expect(await seen.get('/g/b')).toBe(await seen.get('/g/b'));
  expect((await seen.list('/g/')).items).toBe((await seen.list('/g/')).items);
});
