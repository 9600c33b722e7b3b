import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { useServer } from './use-server.ts';

const server = useServer();
const gv = 'apis/demo.kx.dev/v1alpha1';
const schema = 'dev.kx.demo.v1alpha1.Widget';
const read = async (path: string) => JSON.parse((await server.call(path)).text);
const hashOf = (text: string) => createHash('sha512').update(text).digest('hex').toUpperCase();

it('lists its own group version alone, under the hash of its document', async () => {
  const { text } = await server.call(`/openapi/v3/${gv}`);
  expect(await read('/openapi/v3')).toEqual({
    paths: { [gv]: { serverRelativeURL: `/openapi/v3/${gv}?hash=${hashOf(text)}` } },
  });
});

it('may be kept for ever under its hash, and only there', async () => {
  const { text, headers: plain } = await server.call(`/openapi/v3/${gv}`);
  expect(plain['cache-control']).not.toContain('immutable');
  const hash = hashOf(text);
  const hashed = await server.call(`/openapi/v3/${gv}?hash=${hash}`);
  expect(hashed.headers).toMatchObject({
    etag: `"${hash}"`,
    vary: 'Accept',
    'cache-control': 'public, immutable',
  });
  expect(Date.parse(hashed.headers.expires ?? '') - Date.now()).toBeGreaterThan(300 * 86_400_000);
  const old = await server.call(`/openapi/v3/${gv}?hash=OLD`);
  expect(old).toMatchObject({ status: 200, text });
  expect(old.headers['cache-control']).not.toContain('immutable');
  const again = await server.call(`/openapi/v3/${gv}?hash=${hash}`, {
    headers: { 'If-None-Match': `"${hash}"` },
  });
  expect(again).toMatchObject({ status: 304, text: '' });
});

it.each(['/openapi/v2', '/openapi/v3', `/openapi/v3/${gv}`])('%s is JSON or nothing', async (path) => {
  expect(await server.call(path)).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/json' },
  });
  const xml = await server.call(path, { headers: { Accept: 'application/xml' } });
  expect(xml).toMatchObject({ status: 406, json: { reason: 'NotAcceptable' } });
});

it.each(['/openapi', '/openapi/v3/apis/other/v1', '/openapi/v3/version', '/openapi/v1'])(
  '%s is not there',
  async (path) => {
    expect((await server.call(path)).status).toBe(404);
  },
);

const widget = { group: 'demo.kx.dev', version: 'v1alpha1', kind: 'Widget' };
const documents = [
  ['/openapi/v2', 'swagger', '2.0', 'definitions'],
  [`/openapi/v3/${gv}`, 'openapi', '3.0.0', 'schemas'],
] as const;

it.each(documents)('%s says what kubectl looks for', async (path, word, version, schemas) => {
  const document = await read(path);
  expect(document[word]).toBe(version);
  const item = document.paths[`/${gv}/namespaces/{namespace}/widgets/{name}`];
  expect(item.patch).toMatchObject({
    'x-kubernetes-action': 'patch',
    'x-kubernetes-group-version-kind': widget,
  });
  const names = item.patch.parameters.map((each: { name: string }) => each.name);
  expect(names).toEqual(expect.arrayContaining(['dryRun', 'fieldManager', 'fieldValidation', 'force']));
  const all = schemas === 'schemas' ? document.components.schemas : document.definitions;
  expect(all[schema]).toMatchObject({
    'x-kubernetes-group-version-kind': [widget],
    properties: { spec: { required: ['size'], properties: { tags: { 'x-kubernetes-list-type': 'set' } } } },
  });
  expect(all[`${schema}List`]['x-kubernetes-group-version-kind']).toEqual([
    { ...widget, kind: 'WidgetList' },
  ]);
});

it.each(documents)('%s refers to nothing that it does not hold', async (path) => {
  const { text } = await server.call(path);
  const document = JSON.parse(text);
  const targets = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, target = '']) => target.split('/'));
  expect(targets.length).toBeGreaterThan(20);
  const found = targets.map((steps) => steps.reduce((within, step) => within?.[step], document));
  expect(found.filter((each) => each === undefined)).toEqual([]);
});

it.each(documents)('%s describes each operation that discovery advertises, and no other', async (path) => {
  const { paths } = await read(path);
  const base = `/${gv}/namespaces/{namespace}/widgets`;
  const methods = Object.entries(paths)
    .filter(([each]) => each.includes('widgets'))
    .map(([each, item]) => [
      each,
      Object.keys(Object(item))
        .filter((name) => name !== 'parameters')
        .join(' '),
    ]);
  expect(Object.fromEntries(methods)).toEqual({
    [base]: 'get post delete',
    [`${base}/{name}`]: 'get put patch delete',
    [`${base}/{name}/status`]: 'get put patch',
    [`/${gv}/widgets`]: 'get',
  });
});
