import { expect, it } from 'vitest';
import { useServer } from './use-server.ts';
import { version, widget, widgetsIn } from './widget-kinds.ts';

const server = useServer();

const create = (path: string, name: string, labels: object = {}) =>
  server.call(path, { body: widget(name, { metadata: { name, labels } }) });
const merge = (path: string, body: object) =>
  server.call(path, { method: 'PATCH', type: 'application/merge-patch+json', body });
const event = (type: string, name: string) => ({ type, object: { kind: 'Widget', metadata: { name } } });
const rv = async (path: string) => JSON.parse((await server.call(path)).text).metadata.resourceVersion;

it('sends headers at once, then every change in order', async () => {
  const path = widgetsIn('order');
  // Nothing happens meanwhile: that the reply is here means that its headers did not wait for an event.
  const reply = await server.open(`${path}?watch=1&resourceVersion=${await rv(path)}`);
  expect(reply.headers).toMatchObject({ 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
  reply.destroy();

  const watch = await server.watch(`${path}?watch=true&resourceVersion=${await rv(path)}`);
  await create(path, 'a');
  await create(widgetsIn('elsewhere'), 'a');
  await merge(`${path}/a`, { spec: { size: 4 } });
  await server.call(`${path}/a`, { method: 'DELETE' });
  const events = [await watch.next(), await watch.next(), await watch.next()];
  expect(events).toMatchObject([event('ADDED', 'a'), event('MODIFIED', 'a'), event('DELETED', 'a')]);
  const versions = events.map((each) =>
    Number(JSON.parse(JSON.stringify(each)).object.metadata.resourceVersion),
  );
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  watch.close();
});

it('starts with the present state, or after a version', async () => {
  const path = widgetsIn('start');
  await create(path, 'a');
  const between = await rv(path);
  await create(path, 'b');
  for (const [query, names] of [
    ['', ['a', 'b']],
    ['&resourceVersion=0', ['a', 'b']],
    [`&resourceVersion=${between}`, ['b']],
  ] as const) {
    const watch = await server.watch(`${path}?watch=1${query}`);
    for (const name of names) expect(await watch.next()).toMatchObject(event('ADDED', name));
    watch.close();
  }
});

it('sees objects come and go as they begin and cease to match', async () => {
  const path = widgetsIn('match');
  await create(path, 'a');
  const watch = await server.watch(`${path}?watch=1&labelSelector=x%3D1`);
  await merge(`${path}/a`, { metadata: { labels: { x: '1' } } });
  await merge(`${path}/a`, { spec: { size: 5 } });
  const gone = await merge(`${path}/a`, { metadata: { labels: { x: '2' } } });
  expect(await watch.next()).toMatchObject(event('ADDED', 'a'));
  expect(await watch.next()).toMatchObject(event('MODIFIED', 'a'));
  expect(await watch.next()).toMatchObject({
    type: 'DELETED',
    object: {
      metadata: { labels: { x: '1' }, resourceVersion: JSON.parse(gone.text).metadata.resourceVersion },
    },
  });
  watch.close();
});

it('sends the present state and a bookmark that ends it (WatchList)', async () => {
  const path = widgetsIn('initial');
  await create(path, 'a');
  const query = 'watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan';
  const watch = await server.watch(`${path}?${query}&allowWatchBookmarks=true`);
  expect(await watch.next()).toMatchObject(event('ADDED', 'a'));
  expect(await watch.next()).toEqual({
    type: 'BOOKMARK',
    object: {
      kind: 'Widget',
      apiVersion: 'demo.kx.dev/v1alpha1',
      metadata: {
        resourceVersion: await rv(path),
        annotations: { 'k8s.io/initial-events-end': 'true' },
      },
    },
  });
  await create(path, 'b');
  expect(await watch.next()).toMatchObject(event('ADDED', 'b'));
  watch.close();

  const plain = await server.watch(`${path}?${query}`);
  await plain.next();
  await plain.next();
  await create(path, 'c');
  expect(await plain.next()).toMatchObject(event('ADDED', 'c'));
  plain.close();
});

it('ends at its timeout', async () => {
  const started = Date.now();
  const watch = await server.watch(`${widgetsIn('timeout')}?watch=1&timeoutSeconds=1`);
  expect(await watch.next()).toBeUndefined();
  expect(Date.now() - started).toBeGreaterThan(900);
});

it('says that a version is too old', async () => {
  const watch = await server.watch(`${version}/widgets?watch=1&resourceVersion=5`);
  expect(await watch.next()).toMatchObject({
    type: 'ERROR',
    object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version: 5 (1000)' },
  });
  expect(await watch.next()).toBeUndefined();
});

it.each([
  ['resourceVersion=x', 500],
  ['sendInitialEvents=true', 422],
  ['resourceVersionMatch=Exact', 422],
  ['labelSelector=a%20b', 400],
  ['continue=x', 422],
])('%s is %i', async (query, code) => {
  expect((await server.call(`${version}/widgets?watch=1&${query}`)).json).toMatchObject({
    kind: 'Status',
    code,
  });
});

it('waits for a version that the client knows of already, and tells nothing before it', async () => {
  const path = widgetsIn('ahead');
  await create(path, 'a');
  const ahead = Number(await rv(`${path}/a`)) + 2;
  const watch = await server.watch(`${path}?watch=1&resourceVersion=${ahead}`);
  for (const name of ['b', 'c', 'd']) await create(path, name);
  expect(await watch.next()).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'd' } } });
  watch.close();
});

it('with its initial events gives up on a version that does not come', async () => {
  const query = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion=99999999';
  const watch = await server.watch(`${version}/widgets?watch=1&${query}`);
  expect(await watch.next()).toMatchObject({
    type: 'ERROR',
    object: { code: 504, details: { causes: [{ reason: 'ResourceVersionTooLarge' }] } },
  });
  expect(await watch.next()).toBeUndefined();
});

it('comes as Tables, of which the first says what the columns are', async () => {
  const path = widgetsIn('tables');
  await create(path, 'a');
  const headers = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
  const watch = await server.watch(`${path}?watch=1`, { headers });
  expect(await watch.next()).toMatchObject({
    type: 'ADDED',
    object: {
      kind: 'Table',
      columnDefinitions: [{ name: 'Name' }, {}, {}, {}],
      rows: [{ cells: ['a', 3, null, expect.stringMatching(/^\d+s$/)] }],
    },
  });
  await create(path, 'b');
  expect(await watch.next()).toMatchObject({ object: { kind: 'Table', columnDefinitions: null } });
  watch.close();
});

it('comes as metadata alone', async () => {
  const path = widgetsIn('metadata');
  await create(path, 'a');
  const headers = { Accept: 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io' };
  const watch = await server.watch(`${path}?watch=1`, { headers });
  expect(await watch.next()).toMatchObject({
    object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' },
  });
  watch.close();
});
