// Objects that were kept before the version that is stored was another one.
import { expect, it } from 'vitest';
import type { ApiObject } from '../../../templates/aa/typescript/src/server/api/api-object.ts';
import type { JsonObject } from '../../../templates/aa/typescript/src/server/api/json.ts';
import { storageOf } from '../../../templates/aa/typescript/src/server/handlers/storage-of.ts';
import { createMemoryStorage } from '../../../templates/aa/typescript/src/server/storage/memory-storage.ts';
import type { StorageEvent } from '../../../templates/aa/typescript/src/server/storage/storage.ts';
import { shapeV1, shapeV1Beta1 } from './converted-kinds.ts';
import { useServerWith } from './use-server.ts';

const KINDS = [shapeV1, shapeV1Beta1];
const PREFIX = '/demo.kx.dev/shapes/a/';

const shape = (version: string, name: string, spec: JsonObject): ApiObject => ({
  apiVersion: `demo.kx.dev/${version}`,
  kind: 'Shape',
  metadata: { name, namespace: 'a' },
  spec,
});

/** A storage with objects of these versions, named after them. */
const storageWith = async (...versions: readonly string[]) => {
  const storage = createMemoryStorage(1000);
  for (const version of versions) {
    const spec = version === 'v1' ? { colour: 'red' } : { color: 'red', old: 'x' };
    await storage.create(PREFIX + version, shape(version, version, spec));
  }
  return storage;
};

const inV1 = { apiVersion: 'demo.kx.dev/v1', spec: { colour: 'red' } };
const fromV1Beta1 = { ...inV1, metadata: { annotations: { 'demo.kx.dev/old': 'x' } } };

it.each([
  [shapeV1, 'v1', inV1],
  [shapeV1, 'v1beta1', fromV1Beta1],
  [shapeV1Beta1, 'v1', { apiVersion: 'demo.kx.dev/v1beta1', spec: { color: 'red', size: 3 } }],
  [shapeV1Beta1, 'v1beta1', { apiVersion: 'demo.kx.dev/v1beta1', spec: { color: 'red', old: 'x' } }],
])(
  '$version: what is stored as %s is read, listed and watched in its own version',
  async (kind, name, object) => {
    const storage = await storageWith('v1', 'v1beta1');
    const view = storageOf({ kinds: KINDS, storage }, kind);
    const read = await view.get(PREFIX + name);
    expect(read?.object).toMatchObject(object);
    expect(JSON.parse(read?.json ?? '')).toEqual(read?.object);
    const { items } = await view.list(PREFIX);
    expect(items.find(({ key }) => key === PREFIX + name)).toBe(read);
    expect((await view.list(PREFIX)).items).toBe(items);
    const events: StorageEvent[] = [];
    await view.watch({ prefix: PREFIX, after: 1000, onEvent: (event) => events.push(event) });
    expect(events.map(({ current }) => current.object)).toEqual(items.map(({ object: shown }) => shown));
  },
);

it('leaves a list alone of which everything is stored as it is shown', async () => {
  const storage = await storageWith('v1');
  const { items } = await storage.list(PREFIX);
  const { storageVersion: _, ...alone } = shapeV1;
  expect((await storageOf({ kinds: [alone], storage }, alone).list(PREFIX)).items).toEqual(items);
  expect((await storageOf({ kinds: [alone], storage }, alone).get(`${PREFIX}v1`))?.object).toBe(
    items[0]?.object,
  );
});

const kept = createMemoryStorage(1000);
const server = useServerWith({ kinds: KINDS, storage: kept });
const shapes = (version: string) => `/apis/demo.kx.dev/${version}/namespaces/a/shapes`;

it.each([
  ['PUT', {}],
  ['PATCH', { type: 'application/merge-patch+json', body: {} }],
])(
  '%s writes an object in the version of now, also where nothing changes, and once',
  async (method, more) => {
    const name = method.toLowerCase();
    await kept.create(PREFIX + name, shape('v1beta1', name, { color: 'red', old: 'x' }));
    const path = `${shapes('v1')}/${name}`;
    const write = async () => server.call(path, { method, body: (await server.call(path)).json, ...more });
    expect(await write()).toMatchObject({ status: 200, json: fromV1Beta1 });
    const stored = await kept.get(PREFIX + name);
    expect(stored?.object).toMatchObject(fromV1Beta1);
    expect((await write()).status).toBe(200);
    expect(await kept.get(PREFIX + name)).toBe(stored);
  },
);

const stranger = createMemoryStorage(1000);
const other = useServerWith({ kinds: KINDS, storage: stranger });

it('says of an object in a version that it does not have which one that is, and serves the others', async () => {
  await stranger.create(`${PREFIX}old`, shape('v1alpha1', 'old', {}));
  await stranger.create('/demo.kx.dev/shapes/b/new', shape('v1', 'new', {}));
  const message =
    'Internal error occurred: shapes.demo.kx.dev "old" is stored as demo.kx.dev/v1alpha1, which is no version of this server: serve that one too until the object has been written again';
  const failure = { kind: 'Status', reason: 'InternalError', code: 500, message };
  for (const version of ['v1', 'v1beta1']) {
    const one = `${shapes(version)}/old`;
    expect(await other.call(one)).toMatchObject({ status: 500, json: failure });
    expect(await other.call(one, { method: 'DELETE' })).toMatchObject({ status: 500, json: failure });
    expect(await other.call(shapes(version))).toMatchObject({ status: 500, json: failure });
    const watch = await other.watch(`${shapes(version)}?watch=1`);
    expect(await watch.next()).toMatchObject({ type: 'ERROR', object: failure });
    expect(await watch.next()).toBeUndefined();
    const elsewhere = shapes(version).replace('/a/', '/b/');
    expect(await other.call(elsewhere)).toMatchObject({ status: 200, json: { items: [{}] } });
  }
});
