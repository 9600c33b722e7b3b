import { expect, it } from 'vitest';
import type { KindDefinition } from '../../../templates/aa/typescript/src/server/api/kind-definition.ts';
import { startTestServer, useServerOf } from './use-server.ts';
import { widget, widgetKind } from './widget-kinds.ts';

const text = { type: 'string' } as const;
const versionOf = (version: string, fields: KindDefinition['schema']['properties'], more: object = {}) => ({
  ...widgetKind,
  version,
  storageVersion: 'v1',
  schema: { type: 'object', properties: { spec: { type: 'object', properties: fields ?? {} } } } as const,
  columns: [],
  validation: () => [],
  ...more,
});
const v1 = versionOf('v1', { color: text, size: { type: 'integer', default: 3 } });
const v1beta1 = versionOf(
  'v1beta1',
  { color: text, old: text, shape: { ...text, default: 'round' } },
  {
    deprecationWarning: 'v1beta1 "Widget" is deprecated',
  },
);
const server = useServerOf([v1, v1beta1]);
const path = (version: string, namespace: string) =>
  `/apis/demo.kx.dev/${version}/namespaces/${namespace}/widgets`;
const widgetOf = (version: string, spec: object) =>
  widget('a', { apiVersion: `demo.kx.dev/${version}`, spec });

it('shows an object in every version, with the fields and defaults of that version', async () => {
  const body = widgetOf('v1beta1', { color: 'red', old: 'x' });
  const made = await server.call(path('v1beta1', 'a'), { body });
  expect(made.json).toMatchObject({
    apiVersion: 'demo.kx.dev/v1beta1',
    // Kept as v1, which has no such field: that is what a CRD with the strategy None does too.
    spec: { color: 'red', shape: 'round' },
  });
  const shown = await server.call(`${path('v1', 'a')}/a`);
  expect(shown.json).toMatchObject({ apiVersion: 'demo.kx.dev/v1', spec: { color: 'red', size: 3 } });
  expect(shown.json).not.toHaveProperty('spec.shape');
  const list = await server.call(path('v1beta1', 'a'));
  expect(list.json).toMatchObject({ items: [{ apiVersion: 'demo.kx.dev/v1beta1' }] });
});

it('updates, watches and deletes through either version', async () => {
  await server.call(path('v1', 'b'), { body: widgetOf('v1', { size: 1 }) });
  const watch = await server.watch(`${path('v1beta1', 'b')}?watch=1`);
  const patch = { method: 'PATCH', type: 'application/merge-patch+json', body: { spec: { color: 'blue' } } };
  const patched = await server.call(`${path('v1', 'b')}/a`, patch);
  expect(patched.json).toMatchObject({ spec: { size: 1, color: 'blue' } });
  await server.call(`${path('v1', 'b')}/a`, { method: 'DELETE' });
  const events = [await watch.next(), await watch.next(), await watch.next()];
  const object = { apiVersion: 'demo.kx.dev/v1beta1', kind: 'Widget' };
  expect(events).toMatchObject([
    { type: 'ADDED', object },
    { type: 'MODIFIED', object: { ...object, spec: { color: 'blue', shape: 'round' } } },
    { type: 'DELETED', object },
  ]);
  watch.close();
  expect((await server.call(`${path('v1beta1', 'b')}/a`)).status).toBe(404);
});

it.each([
  ['v1', undefined],
  ['v1beta1', '299 - "v1beta1 \\"Widget\\" is deprecated"'],
])('warns of %s as %s', async (version, warning) => {
  const { headers } = await server.call(path(version, 'c'));
  expect(headers['warning']).toBe(warning);
});

it('warns of what is lost as well', async () => {
  const body = widgetOf('v1beta1', { nowhere: 1 });
  const { headers } = await server.call(`${path('v1beta1', 'd')}?fieldValidation=Warn`, { body });
  expect(headers['warning']).toBe(
    '299 - "v1beta1 \\"Widget\\" is deprecated", 299 - "unknown field \\"spec.nowhere\\""',
  );
});

it.each<[string, readonly KindDefinition[]]>([
  ['must all name the same storageVersion', [v1, { ...v1beta1, storageVersion: 'v1beta1' }]],
  ['must all name the same storageVersion', [widgetKind, { ...widgetKind, version: 'v1' }]],
  ['there is no version v2', [{ ...v1, storageVersion: 'v2' }]],
])('does not start where %s', async (message, kinds) => {
  await expect(startTestServer(server.certificates, { kinds })).rejects.toThrow(message);
});
