import { describe, expect, it } from 'vitest';
import { useServer } from './use-server.ts';
import { widget, widgetsIn } from './widget-kinds.ts';

const server = useServer();
const path = widgetsIn('default');

const create = async (name: string, metadata: object = {}, where = path) => {
  const { json } = await server.call(where, { body: widget(name, { metadata: { name, ...metadata } }) });
  return JSON.parse(JSON.stringify(json)).metadata;
};
const remove = (name: string, body?: object) =>
  server.call(`${path}/${name}`, { method: 'DELETE', ...(body === undefined ? {} : { body }) });
const merge = (name: string, body: object) =>
  server.call(`${path}/${name}`, { method: 'PATCH', type: 'application/merge-patch+json', body });

it('gives a Status with the uid, and 404 the second time', async () => {
  const { uid } = await create('d1');
  expect((await remove('d1')).json).toEqual({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name: 'd1', group: 'demo.kx.dev', kind: 'widgets', uid },
  });
  expect((await remove('d1')).json).toMatchObject({
    code: 404,
    reason: 'NotFound',
    message: 'widgets.demo.kx.dev "d1" not found',
    details: { name: 'd1', group: 'demo.kx.dev', kind: 'widgets' },
  });
});

it.each([
  [
    { preconditions: { uid: 'x' } },
    409,
    /Widget\.demo\.kx\.dev "\S+": the UID in the precondition \(x\) does not match the UID in record \([0-9a-f-]{36}\)/,
  ],
  [
    { preconditions: { resourceVersion: '1' } },
    409,
    /the ResourceVersion in the precondition \(1\) does not match the ResourceVersion in record/,
  ],
  [{ propagationPolicy: 'Odd' }, 422, /propagationPolicy: Unsupported value: "Odd"/],
  [{ propagationPolicy: 'Orphan', orphanDependents: true }, 422, /cannot be both set/],
  [{ kind: 'Widget' }, 400, /must be DeleteOptions/],
])('refuses %j', async (body, code, message) => {
  await create('d2');
  expect((await remove('d2', body)).json).toMatchObject({ code, message: expect.stringMatching(message) });
});

describe('finalizers', () => {
  it('hold an object until the last one is gone', async () => {
    await create('d3', { finalizers: ['x/y'] });
    const marked = (await remove('d3')).json;
    expect(marked).toMatchObject({
      kind: 'Widget',
      metadata: { deletionTimestamp: expect.any(String), deletionGracePeriodSeconds: 0, generation: 2 },
    });
    expect((await remove('d3')).json).toEqual(marked);
    expect((await merge('d3', { metadata: { finalizers: ['x/y', 'x/z'] } })).json).toMatchObject({
      code: 422,
      message: expect.stringContaining(
        'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted',
      ),
    });
    expect((await merge('d3', { metadata: { finalizers: null } })).status).toBe(200);
    expect((await server.call(`${path}/d3`)).status).toBe(404);
  });

  it.each([
    ['Foreground', ['foregroundDeletion']],
    ['Orphan', ['orphan']],
  ])('are set for %s', async (propagationPolicy, finalizers) => {
    const name = propagationPolicy.toLowerCase();
    await create(name);
    expect((await remove(name, { propagationPolicy })).json).toMatchObject({ metadata: { finalizers } });
  });

  it('are not set for Background', async () => {
    await create('bg');
    expect((await remove('bg', { propagationPolicy: 'Background' })).json).toMatchObject({
      status: 'Success',
    });
  });
});

it('of a collection takes what is selected', async () => {
  const where = widgetsIn('many');
  await create('a', { labels: { x: '1' } }, where);
  await create('b', { labels: { x: '2' } }, where);
  await create('c', { labels: { x: '1' }, finalizers: ['x/y'] }, where);
  const names = async () => {
    const { json } = await server.call(where);
    return JSON.parse(JSON.stringify(json)).items.map(
      (each: { metadata: { name: string } }) => each.metadata.name,
    );
  };
  await server.call(`${where}?labelSelector=x%3D1&dryRun=All`, { method: 'DELETE' });
  expect(await names()).toEqual(['a', 'b', 'c']);
  const { status, json } = await server.call(`${where}?labelSelector=x%3D1`, {
    method: 'DELETE',
    body: { kind: 'DeleteOptions', apiVersion: 'v1' },
  });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    kind: 'WidgetList',
    items: [{ metadata: { name: 'a' } }, { metadata: { name: 'c' } }],
  });
  expect(await names()).toEqual(['b', 'c']);
});
