import { expect, it } from 'vitest';
import type { ApiObject } from '../../../templates/aa/typescript/src/server/api/api-object.ts';
import type { JsonObject } from '../../../templates/aa/typescript/src/server/api/json.ts';
import type { KindDefinition } from '../../../templates/aa/typescript/src/server/api/kind-definition.ts';
import {
  fromStoredVersion,
  toStoredVersion,
} from '../../../templates/aa/typescript/src/server/storage/convert-object.ts';
import { shapeV1, shapeV1Beta1 } from './converted-kinds.ts';
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

it('shows an object in every version, with the fields of that version and the defaults of the stored one', async () => {
  const body = widgetOf('v1beta1', { color: 'red', old: 'x' });
  const made = await server.call(path('v1beta1', 'a'), { body });
  expect(made.json).toMatchObject({
    apiVersion: 'demo.kx.dev/v1beta1',
    // Kept as v1, which has no such field: that is what a CRD with the strategy None does too.
    spec: { color: 'red' },
  });
  expect(made.json).not.toHaveProperty('spec.shape');
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
    { type: 'MODIFIED', object: { ...object, spec: { color: 'blue' } } },
    { type: 'DELETED', object },
  ]);
  watch.close();
  expect((await server.call(`${path('v1beta1', 'b')}/a`)).status).toBe(404);
});

const shapes = useServerOf([shapeV1, shapeV1Beta1]);
const shapesIn = (version: string, namespace: string) =>
  `/apis/demo.kx.dev/${version}/namespaces/${namespace}/shapes`;
const shape = (version: string, name: string, spec: JsonObject): ApiObject => ({
  apiVersion: `demo.kx.dev/${version}`,
  kind: 'Shape',
  metadata: { name },
  spec,
});

it('converts what is read, listed and watched with the functions of the version', async () => {
  const watch = await shapes.watch(`${shapesIn('v1', 'a')}?watch=1`);
  await shapes.call(shapesIn('v1beta1', 'a'), { body: shape('v1beta1', 'a', { color: 'red', old: 'x' }) });
  const stored = {
    apiVersion: 'demo.kx.dev/v1',
    metadata: { name: 'a', annotations: { 'demo.kx.dev/old': 'x' } },
    spec: { colour: 'red', size: 3 },
  };
  expect((await shapes.call(`${shapesIn('v1', 'a')}/a`)).json).toMatchObject(stored);
  expect(await watch.next()).toMatchObject({ type: 'ADDED', object: stored });
  watch.close();
  const list = await shapes.call(shapesIn('v1beta1', 'a'));
  expect(list.json).toMatchObject({ items: [{ spec: { color: 'red', old: 'x', size: 3 } }] });
  expect(list.text).not.toContain('demo.kx.dev/old');
});

it('takes labels and annotations alone of the metadata that a function gives', async () => {
  const forged = { name: 'other', uid: 'u', finalizers: ['x/y'], labels: { l: '1' } };
  const toStored = (object: ApiObject) => ({ ...object, kind: 'Other', metadata: forged });
  const kinds = [
    shapeV1,
    { ...shapeV1Beta1, conversion: { toStored, fromStored: (object: ApiObject) => object } },
  ];
  const { metadata, kind } = fromStoredVersion(
    toStoredVersion(shape('v1beta1', 'a', {}), { shown: kinds[1] ?? shapeV1, stored: shapeV1 }),
    shapeV1,
  );
  expect({ metadata, kind }).toEqual({ metadata: { name: 'a', labels: { l: '1' } }, kind: 'Shape' });
});

const failing = useServerOf([
  shapeV1,
  {
    ...shapeV1Beta1,
    conversion: {
      toStored: (object) => object,
      fromStored: (object) => {
        if (object.metadata.name === 'bad') throw new Error('no such shape');
        return object;
      },
    },
  },
]);

it('answers 500 and ends a watch where a function fails, and nobody else hears of it', async () => {
  const watch = await failing.watch(`${shapesIn('v1beta1', 'a')}?watch=1`);
  for (const name of ['good', 'bad']) {
    const made = await failing.call(shapesIn('v1', 'a'), { body: shape('v1', name, {}) });
    expect(made.status).toBe(201);
  }
  expect(await watch.next()).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'good' } } });
  expect(await watch.next()).toMatchObject({ type: 'ERROR', object: { reason: 'InternalError', code: 500 } });
  expect(await watch.next()).toBeUndefined();
  const answers = ['/good', '/bad', ''].map((rest) => failing.call(`${shapesIn('v1beta1', 'a')}${rest}`));
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 500, 500]);
  expect((await failing.call(shapesIn('v1', 'a'))).status).toBe(200);
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
