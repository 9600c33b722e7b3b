import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { useServer } from './use-server.ts';
import { widget, widgetsIn } from './widget-kinds.ts';

const server = useServer();
const path = widgetsIn('large');

const readBytes = async (headers: Readonly<Record<string, string>>) => {
  const reply = await server.open(path, { headers });
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk);
  return { headers: reply.headers, bytes: Buffer.concat(chunks) };
};

it.each([
  ['gzip', true],
  ['deflate, GZIP;q=0.5', true],
  ['br', false],
  ['gzip;q=0', false],
  ['', false],
])('compresses what is large for Accept-Encoding: %s (%s)', async (accepted, isCompressed) => {
  const free = { text: 'x'.repeat(140_000) };
  await server.call(path, { body: widget('w', { spec: { size: 3, free } }) });
  const { headers, bytes } = await readBytes(accepted === '' ? {} : { 'Accept-Encoding': accepted });
  expect(headers['content-encoding']).toBe(isCompressed ? 'gzip' : undefined);
  const text = (isCompressed ? gunzipSync(bytes) : bytes).toString('utf8');
  expect(JSON.parse(text)).toMatchObject({ items: [{ spec: { free } }] });
});

it('does not compress what is small', async () => {
  const headers = { 'Accept-Encoding': 'gzip' };
  const answer = await server.call(widgetsIn('small'), { headers });
  expect(answer.headers['content-encoding']).toBe(undefined);
  expect(answer.json).toMatchObject({ items: [] });
});

it.each([
  ['?pretty=1', '', true],
  ['?pretty=true', '', true],
  ['?pretty=false', 'curl/8.5.0', false],
  ['', 'curl/8.5.0', true],
  ['', 'kubectl/v1.33.1', false],
])('indents JSON for %s %s (%s)', async (query, userAgent, isIndented) => {
  const headers = { 'User-Agent': userAgent };
  const { text } = await server.call(`${widgetsIn('small')}${query}`, { headers });
  expect(text.startsWith('{\n  "')).toBe(isIndented);
});

it.each<[path: string, accept: string, status: number, type: string, part: string]>([
  [widgetsIn('small'), 'application/yaml', 200, 'application/yaml', 'items: []\nkind: WidgetList\n'],
  [widgetsIn('small'), 'application/json, application/yaml', 200, 'application/json', '"items":[]'],
  [widgetsIn('small'), 'application/*', 200, 'application/json', '"items":[]'],
  [
    widgetsIn('small'),
    'application/yaml;as=Table;g=meta.k8s.io;v=v1',
    200,
    'application/yaml',
    'kind: Table\n',
  ],
  [
    `${widgetsIn('small')}/x`,
    'application/yaml',
    404,
    'application/yaml',
    'message: widgets.demo.kx.dev "x" not found\n',
  ],
  [
    `${widgetsIn('small')}?watch=1`,
    'application/yaml',
    406,
    'application/yaml',
    'application/json;stream=watch',
  ],
  ['/apis', 'application/yaml', 200, 'application/yaml', 'kind: APIGroupList\n'],
  ['/apis/demo.kx.dev/v1alpha1', 'application/yaml, */*', 200, 'application/yaml', 'kind: APIResourceList\n'],
  ['/nothing', 'application/yaml', 404, 'application/json', 'NotFound'],
  [widgetsIn('small'), 'text/yaml', 406, 'application/json', 'accepted: application/json, application/yaml'],
])('%s is had as %s', async (of, accept, status, type, part) => {
  const answer = await server.call(of, { headers: { Accept: accept } });
  expect([answer.status, answer.headers['content-type']]).toEqual([status, type]);
  expect(answer.text).toContain(part);
});
