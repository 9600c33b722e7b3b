import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it } from 'vitest';
import { streamingKind } from './streaming-kind.ts';
import { useServerOf } from './use-server.ts';
import { version, widget, widgetsIn } from './widget-kinds.ts';

const server = useServerOf([streamingKind]);
const path = widgetsIn('default');
const log = `${path}/w1/log`;

beforeAll(async () => {
  await server.call(path, { body: widget('w1') });
});

const days = ['1 w1\n', '2 w1\n', '3 w1\n'];

describe('a log', () => {
  it.each<[string, string]>([
    ['', days.join('')],
    ['?tailLines=2', days.slice(1).join('')],
    ['?tailLines=0', ''],
    ['?tailLines=9', days.join('')],
    ['?sinceTime=2026-01-02T00:00:00Z', days.slice(1).join('')],
    ['?sinceTime=2026-01-02T01:00:00%2B02:00', days.slice(1).join('')],
    ['?sinceTime=2026-01-02T00:00:00Z&tailLines=1', days.slice(2).join('')],
    ['?sinceSeconds=1', ''],
    ['?limitBytes=7', '1 w1\n2 '],
    ['?limitBytes=5', '1 w1\n'],
    ['?tailLines=1&timestamps=true', '2026-01-03T00:00:00.000Z 3 w1\n'],
    ['?follow=false&container=whatever', days.join('')],
  ])('%s', async (query, expected) => {
    const { status, text, headers } = await server.call(log + query);
    expect({ status, text }).toEqual({ status: 200, text: expected });
    expect(headers['content-type']).toBe('text/plain');
  });

  it.each<[string, number, object]>([
    ['?tailLines=-1', 422, { reason: 'Invalid', details: { causes: [{ field: 'tailLines' }] } }],
    [
      '?limitBytes=0&sinceSeconds=0',
      422,
      { details: { causes: [{ field: 'limitBytes' }, { field: 'sinceSeconds' }] } },
    ],
    ['?sinceSeconds=5&sinceTime=2026-01-02T00:00:00Z', 422, { reason: 'Invalid' }],
    ['?tailLines=many', 400, { message: 'tailLines: "many" is not a whole number' }],
    ['?sinceTime=yesterday', 400, { message: 'sinceTime: "yesterday" is not a time of RFC 3339' }],
    ['?dryRun=All', 400, { message: 'dryRun is not supported' }],
  ])('%s is %i', async (query, code, body) => {
    expect((await server.call(log + query)).json).toMatchObject({ kind: 'Status', code, ...body });
  });

  it.each([
    ['GET', `${path}/none/log`, 404],
    ['GET', `${path}/w1/logs`, 404],
    ['GET', `${path}/w1/log/more`, 404],
    ['PUT', log, 405],
    ['POST', log, 405],
    ['DELETE', log, 405],
  ])('%s %s is %i', async (method, target, code) => {
    const reply = await server.call(target, { method, ...(method === 'GET' ? {} : { body: {} }) });
    expect(reply.json).toMatchObject({ kind: 'Status', code });
    if (code === 405) expect(reply.headers['allow']).toBe('GET');
  });

  it('has a head without a body', async () => {
    expect(await server.call(`${log}?follow=true`, { method: 'HEAD' })).toMatchObject({
      status: 200,
      text: '',
    });
  });

  it('needs the right to get it', async () => {
    expect((await server.call(log, { as: 'alice' })).json).toMatchObject({
      code: 403,
      message: expect.stringContaining('cannot get resource "widgets/log"'),
    });
  });
});

const linesOf = (reply: IncomingMessage) => {
  const lines = createInterface({ input: reply })[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await lines.next();
    return done === true ? undefined : value;
  };
};

const note = (name: string, text: string) =>
  server.call(`${path}/${name}`, {
    method: 'PATCH',
    type: 'application/merge-patch+json',
    body: { metadata: { labels: { note: text } } },
  });

describe('a followed log', () => {
  it('goes on with what happens, and ends with the object', async () => {
    await server.call(path, { body: widget('followed') });
    const reply = await server.open(`${path}/followed/log?follow=true&tailLines=1`);
    expect(reply.headers).toMatchObject({ 'content-type': 'text/plain', 'transfer-encoding': 'chunked' });
    const next = linesOf(reply);
    expect(await next()).toBe('3 followed');
    await note('followed', 'one');
    expect(await next()).toBe('MODIFIED one');
    await server.call(path, { body: widget('followed-not') });
    await note('followed', 'two');
    expect(await next()).toBe('MODIFIED two');
    await server.call(`${path}/followed`, { method: 'DELETE' });
    expect(await next()).toBe('DELETED two');
    expect(await next()).toBeUndefined();
  });

  it('sends its head before there is a line', async () => {
    const reply = await server.open(`${log}?follow=true&tailLines=0`);
    expect(reply.statusCode).toBe(200);
    reply.destroy();
  });

  it('ends at its limit', async () => {
    const reply = await server.open(`${log}?follow=true&limitBytes=7`);
    expect((await reply.setEncoding('utf8').toArray()).join('')).toBe('1 w1\n2 ');
  });
});

it('are told of in discovery and in OpenAPI', async () => {
  const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
  const { resources } = JSON.parse((await server.call(version)).text);
  expect(resources).toEqual(
    expect.arrayContaining([
      { name: 'widgets/log', singularName: '', namespaced: true, kind: 'Widget', verbs: ['get'] },
      { name: 'widgets/console', singularName: '', namespaced: true, kind: 'Widget', verbs: ['get'] },
    ]),
  );
  const { items } = JSON.parse((await server.call('/apis', { headers: { Accept: accept } })).text);
  expect(items[0].versions[0].resources[0].subresources).toEqual(
    expect.arrayContaining([
      {
        subresource: 'log',
        responseKind: { group: 'demo.kx.dev', version: 'v1alpha1', kind: 'Widget' },
        verbs: ['get'],
      },
    ]),
  );
  const string = { type: 'string' };
  const v3 = JSON.parse((await server.call(`/openapi/v3${version}`)).text);
  const collection = `${version}/namespaces/{namespace}/widgets`;
  expect(v3.paths[`${collection}/{name}/log`].get).toMatchObject({
    operationId: 'readDemoKxDevV1alpha1NamespacedWidgetLog',
    'x-kubernetes-action': 'get',
    parameters: expect.arrayContaining([expect.objectContaining({ name: 'follow', in: 'query' })]),
    responses: { 200: { content: { 'text/plain': { schema: string } } } },
  });
  expect(v3.paths[`${collection}/{name}/console`].get).toMatchObject({
    operationId: 'connectDemoKxDevV1alpha1GetNamespacedWidgetConsole',
    'x-kubernetes-action': 'connect',
    responses: { 200: { content: { '*/*': { schema: string } } } },
  });
  const v2 = JSON.parse((await server.call('/openapi/v2')).text);
  expect(v2.paths[`${collection}/{name}/log`].get).toMatchObject({
    produces: ['text/plain'],
    responses: { 200: { description: 'OK', schema: string } },
  });
});
