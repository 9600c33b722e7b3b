import { describe, expect, it } from 'vitest';
import type { KindDefinition } from '../../../templates/aa/typescript/src/server/api/kind-definition.ts';
import { useServerOf } from './use-server.ts';
import { version, widget, widgetKind, widgetsIn } from './widget-kinds.ts';

const whole = { type: 'integer' } as const;
const scaled: KindDefinition = {
  ...widgetKind,
  schema: {
    type: 'object',
    properties: {
      spec: { type: 'object', properties: { replicas: whole, color: { type: 'string' }, size: whole } },
      status: { type: 'object', properties: { replicas: whole, selector: { type: 'string' } } },
    },
  },
  scale: {
    specReplicasPath: '.spec.replicas',
    statusReplicasPath: '.status.replicas',
    labelSelectorPath: '.status.selector',
  },
  selectableFields: ['.spec.color', '.spec.size'],
  validation: () => [],
};
const server = useServerOf([scaled]);
const path = widgetsIn('default');

const make = (name: string, spec: object) => server.call(path, { body: widget(name, { spec }) });

const scale = (more: object = {}) => ({ kind: 'Scale', apiVersion: 'autoscaling/v1', ...more });

const JSON_TYPE = 'application/json';
const MERGE = 'application/merge-patch+json';
const APPLY = 'application/apply-patch+yaml';

describe('scale', () => {
  it('is told by discovery and OpenAPI', async () => {
    const { json } = await server.call(version);
    const row = { name: 'widgets/scale', group: 'autoscaling', version: 'v1', kind: 'Scale' };
    expect(json).toMatchObject({ resources: expect.arrayContaining([expect.objectContaining(row)]) });
    const document = await server.call(`/openapi/v3${version}`);
    expect(document.text).toContain('#/components/schemas/io.k8s.api.autoscaling.v1.Scale');
  });

  it.each([
    ['PUT', JSON_TYPE, scale({ spec: { replicas: 5 } }), 5],
    ['PUT', JSON_TYPE, scale(), 0],
    ['PATCH', MERGE, { spec: { replicas: 4 } }, 4],
    ['PATCH', 'application/json-patch+json', [{ op: 'replace', path: '/spec/replicas', value: 3 }], 3],
    ['PATCH', APPLY, scale({ metadata: { name: 'NAME' }, spec: { replicas: 6 } }), 6],
  ])('is changed by %s of %s %j', async (method, type, body, replicas) => {
    const name = `w${replicas}`;
    await make(name, { replicas: 2, color: 'red' });
    const query = '?fieldManager=m&force=true'.slice(0, type === APPLY ? undefined : 15);
    const text = JSON.stringify(body).replace('NAME', name);
    const answer = await server.call(`${path}/${name}/scale${query}`, { method, type, body: text });
    const spec = replicas === 0 ? {} : { replicas };
    expect(answer).toMatchObject({ status: 200, json: { kind: 'Scale', spec } });
    const { json } = await server.call(`${path}/${name}`);
    expect(json).toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas, color: 'red' },
    });
    const entry = { manager: 'm', subresource: 'scale', fieldsV1: { 'f:spec': { 'f:replicas': {} } } };
    const owners = expect.arrayContaining([expect.objectContaining(entry)]);
    // A Scale leaves a number out that is 0, and what is not in it has no owner.
    const { managedFields } = Object(json).metadata;
    if (replicas === 0) expect(managedFields).not.toEqual(owners);
    else expect(managedFields).toEqual(owners);
  });

  it.each([
    [{ spec: { replicas: 3 } }, 200, '"replicas":3'],
    [{ metadata: {} }, 400, 'the spec replicas field \\".spec.replicas\\" cannot be empty'],
  ])('of what was never scaled is changed by %j, or not: %i', async (body, status, text) => {
    await make(`never-${status}`, { color: 'red' });
    const answer = await server.call(`${path}/never-${status}/scale`, { method: 'PATCH', type: MERGE, body });
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(text)]);
  });

  it.each([
    ['replicas below none', scale({ spec: { replicas: -1 } }), 422, 'must be greater than or equal to 0'],
    ['replicas that are no number', scale({ spec: { replicas: 'x' } }), 400, 'must be a whole number'],
    ['another kind', widget('refused'), 400, 'wrong object passed to Scale update'],
    ['another name', scale({ metadata: { name: 'b' } }), 400, 'the name of the object (b) does not match'],
    ['another version', scale({ metadata: { resourceVersion: '1' } }), 409, 'the object has been modified'],
  ])('is not set to %s', async (_, body, status, message) => {
    await make('refused', { replicas: 2 });
    const answer = await server.call(`${path}/refused/scale`, { method: 'PUT', body });
    expect(answer).toMatchObject({ status, json: { message: expect.stringContaining(message) } });
  });

  it('is a failure of the server where an object has no replicas', async () => {
    await make('without', { color: 'red' });
    const message = 'Internal error occurred: the spec replicas field ".spec.replicas" does not exist';
    expect(await server.call(`${path}/without/scale`)).toMatchObject({ status: 500, json: { message } });
    expect((await server.call(`${path}/nothing/scale`)).status).toBe(404);
  });
});

it.each([
  ['spec.color=blue', ['s1']],
  ['spec.color!=blue,metadata.namespace=selected', ['s2', 's3']],
  ['spec.size=7', ['s2']],
  ['spec.color=', ['s3']],
])('selects by fields of the kind: %s', async (selector, expected) => {
  const namespace = widgetsIn('selected');
  for (const [name, spec] of [
    ['s1', { color: 'blue' }],
    ['s2', { color: 'red', size: 7 }],
    ['s3', {}],
  ] as const) {
    await server.call(namespace, { body: widget(name, { spec }) });
  }
  const { json } = await server.call(`${namespace}?fieldSelector=${encodeURIComponent(selector)}`);
  const items: readonly { metadata: { name: string } }[] = Object(json).items;
  expect(items.map(({ metadata }) => metadata.name)).toEqual(expected);
});
