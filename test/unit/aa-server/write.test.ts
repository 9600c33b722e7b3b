import { describe, expect, it } from 'vitest';
import { useServer } from './use-server.ts';
import { version, widget, widgetsIn } from './widget-kinds.ts';

const server = useServer();
const path = widgetsIn('default');

const create = (name: string, more: object = {}, query = '') =>
  server.call(`${path}${query}`, { body: widget(name, more) });
const metadataOf = (json: unknown) => JSON.parse(JSON.stringify(json)).metadata;

describe('create', () => {
  it('sets what the server decides and drops what clients may not set', async () => {
    const { status, json } = await create('made', {
      metadata: {
        name: 'made',
        uid: 'mine',
        creationTimestamp: '2001-01-01T00:00:00Z',
        resourceVersion: '',
        generation: 9,
      },
      status: { phase: 'Up' },
    });
    expect(status).toBe(201);
    expect(json).toEqual({
      apiVersion: 'demo.kx.dev/v1alpha1',
      kind: 'Widget',
      metadata: {
        name: 'made',
        namespace: 'default',
        uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        resourceVersion: expect.stringMatching(/^\d+$/),
        creationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        generation: 1,
        managedFields: [
          {
            manager: expect.any(String),
            operation: 'Update',
            apiVersion: 'demo.kx.dev/v1alpha1',
            time: expect.stringMatching(/Z$/),
            fieldsType: 'FieldsV1',
            fieldsV1: { 'f:spec': { '.': {}, 'f:color': {}, 'f:size': {} } },
          },
        ],
      },
      spec: { size: 3, color: 'red' },
    });
  });

  it('completes a name', async () => {
    const base = 'long'.repeat(20);
    const { json } = await create('', { metadata: { generateName: base } });
    expect(metadataOf(json).name).toMatch(
      new RegExp(`^${base.slice(0, 58)}[bcdfghjklmnpqrstvwxz2456789]{5}$`),
    );
  });

  it('makes cluster-scoped objects without a namespace', async () => {
    const body = widget('c1', { kind: 'WidgetClass', spec: { color: 'x' } });
    const { status, json } = await server.call(`${version}/widgetclasses`, { body });
    expect(status).toBe(201);
    expect(metadataOf(json)).not.toHaveProperty('namespace');
  });
});

describe('refusals of create', () => {
  const invalid = (message: string) => ({ code: 422, reason: 'Invalid', message });
  const bad = (message: string) => ({ code: 400, reason: 'BadRequest', message });
  it.each([
    [
      'no name',
      widget(''),
      invalid(
        'Widget.demo.kx.dev "" is invalid: metadata.name: Required value: name or generateName is required',
      ),
    ],
    [
      'odd name',
      widget('Bad_Name'),
      invalid(
        expect.stringContaining('metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain'),
      ),
    ],
    [
      'other version',
      widget('x', { apiVersion: 'demo.kx.dev/v1' }),
      bad(
        'the API version in the data (demo.kx.dev/v1) does not match the expected API version (demo.kx.dev/v1alpha1)',
      ),
    ],
    [
      'other kind',
      widget('x', { kind: 'Gadget' }),
      invalid('Gadget.demo.kx.dev "x" is invalid: kind: Invalid value: "Gadget": must be Widget'),
    ],
    [
      'no kind',
      widget('x', { kind: undefined }),
      bad(
        'the object provided is unrecognized (must be of type Widget): Object \'Kind\' is missing in \'{"apiVersion":"demo.kx.dev/v1alpha1","metadata":{"name":"x"},"spec":{"size":3}}\' ({"apiVersion":"demo.kx.dev/v1a ...)',
      ),
    ],
    [
      'other namespace',
      widget('x', { metadata: { name: 'x', namespace: 'other' } }),
      bad('the namespace of the provided object does not match the namespace sent on the request'),
    ],
    [
      'odd label',
      widget('x', { metadata: { name: 'x', labels: { a: 'b c' } } }),
      invalid(expect.stringContaining('metadata.labels: Invalid value: "b c": a valid label')),
    ],
    [
      'number as label',
      widget('x', { metadata: { name: 'x', labels: { a: 1 } } }),
      bad(
        'Widget in version "v1alpha1" cannot be handled as a Widget: json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string',
      ),
    ],
    [
      'too large a number',
      widget('x', { spec: { size: 11 } }),
      invalid(
        'Widget.demo.kx.dev "x" is invalid: spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10',
      ),
    ],
    [
      'own rule',
      widget('x', { spec: { size: 7 } }),
      invalid('Widget.demo.kx.dev "x" is invalid: spec.size: Invalid value: 7: must not be seven'),
    ],
    [
      'two problems',
      widget('x', { spec: { size: -1, color: 'blue' } }),
      invalid(
        'Widget.demo.kx.dev "x" is invalid: [spec.size: Invalid value: -1: spec.size in body should be greater than or equal to 0, spec.color: Unsupported value: "blue": supported values: "red", "green"]',
      ),
    ],
    ['broken JSON', '{"a":', bad(expect.stringContaining('json parse error'))],
    ['a list', [], bad(expect.stringContaining('json: cannot unmarshal array into Go value of type struct'))],
    [
      'too much',
      `"${'x'.repeat(3 * 1024 * 1024)}"`,
      { code: 413, reason: 'RequestEntityTooLarge', message: 'Request entity too large: limit is 3145728' },
    ],
  ])('%s', async (_, body, expected) => {
    const answer = await server.call(path, { body });
    expect(answer.json).toMatchObject({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      ...expected,
    });
    expect(answer.status).toBe(expected.code);
  });

  it('lists every problem as a cause', async () => {
    const { json } = await create('x', { spec: { size: -1, color: 'blue' } });
    expect(json).toMatchObject({
      details: {
        name: 'x',
        group: 'demo.kx.dev',
        kind: 'Widget',
        causes: [
          { reason: 'FieldValueInvalid', field: 'spec.size' },
          { reason: 'FieldValueNotSupported', field: 'spec.color' },
        ],
      },
    });
  });

  it('a name that is taken', async () => {
    await create('taken');
    expect((await create('taken')).json).toMatchObject({
      code: 409,
      reason: 'AlreadyExists',
      message: 'widgets.demo.kx.dev "taken" already exists',
      details: { name: 'taken', group: 'demo.kx.dev', kind: 'widgets' },
    });
  });

  it.each(['text/plain', 'application/cbor', 'application/vnd.kubernetes.protobuf'])(
    'a body of %s',
    async (type) => {
      const { json } = await server.call(path, { body: widget('x'), type });
      expect(json).toMatchObject({
        code: 415,
        reason: 'UnsupportedMediaType',
        message:
          'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml',
      });
    },
  );
});

describe('unknown and repeated fields', () => {
  const body = (name: string) =>
    `{"apiVersion":"demo.kx.dev/v1alpha1","kind":"Widget","metadata":{"name":"${name}","odd":1},"spec":{"size":1,"size":2,"x":1}}`;
  const problems = ['duplicate field "spec.size"', 'unknown field "metadata.odd"', 'unknown field "spec.x"'];

  it.each([
    ['', problems],
    ['?fieldValidation=Warn', problems],
    ['?fieldValidation=Ignore', []],
  ])('are dropped with %s', async (query, warnings) => {
    const { status, headers, json } = await server.call(`${path}${query}`, {
      body: body(`f${query.length}`),
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({ spec: { size: 2 } });
    expect(json).not.toHaveProperty('spec.x');
    const expected = warnings.map((text) => `299 - "${text.replaceAll('"', '\\"')}"`).join(', ');
    expect(headers['warning'] ?? '').toBe(expected);
  });

  it.each([
    [
      'Strict',
      400,
      `Widget in version "v1alpha1" cannot be handled as a Widget: strict decoding error: ${problems.join(', ')}`,
    ],
    [
      'Odd',
      422,
      'CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Odd": supported values: "", "Ignore", "Strict", "Warn"',
    ],
  ])('are refused with %s', async (mode, status, message) => {
    expect(
      (await server.call(`${path}?fieldValidation=${mode}`, { body: body('strict') })).json,
    ).toMatchObject({ code: status, message });
  });
});

describe('dry run', () => {
  it('stores nothing', async () => {
    const { status, json } = await create('dry', {}, '?dryRun=All');
    expect(status).toBe(201);
    expect(metadataOf(json).uid).toHaveLength(36);
    expect((await server.call(`${path}/dry`)).status).toBe(404);
    await create('wet');
    const patched = await server.call(`${path}/wet?dryRun=All`, {
      method: 'PATCH',
      type: 'application/merge-patch+json',
      body: { spec: { size: 9 } },
    });
    expect(patched.json).toMatchObject({ spec: { size: 9 }, metadata: { generation: 2 } });
    await server.call(`${path}/wet?dryRun=All`, { method: 'DELETE' });
    expect((await server.call(`${path}/wet`)).json).toMatchObject({
      spec: { size: 3 },
      metadata: { generation: 1 },
    });
  });

  it.each([
    ['POST', 'CreateOptions'],
    ['DELETE', 'DeleteOptions'],
  ])('%s with another value', async (method, options) => {
    await create('odd-dry');
    const target = method === 'POST' ? path : `${path}/odd-dry`;
    const call = method === 'POST' ? { body: widget('y') } : {};
    expect((await server.call(`${target}?dryRun=x`, { method, ...call })).json).toMatchObject({
      code: 422,
      message: `${options}.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["x"]: supported values: "All"`,
    });
  });
});

describe('update', () => {
  const put = (name: string, body: object) => server.call(`${path}/${name}`, { method: 'PUT', body });
  const merge = (name: string, body: object, part = '') =>
    server.call(`${path}/${name}${part}`, { method: 'PATCH', type: 'application/merge-patch+json', body });

  it('raises the generation with the spec alone, and a write of nothing changes nothing', async () => {
    const made = metadataOf((await create('u1')).json);
    const labelled = metadataOf((await merge('u1', { metadata: { labels: { a: 'b' } } })).json);
    expect(labelled).toMatchObject({ generation: 1, labels: { a: 'b' }, uid: made.uid });
    expect(Number(labelled.resourceVersion)).toBeGreaterThan(Number(made.resourceVersion));
    const same = metadataOf((await merge('u1', { metadata: { labels: { a: 'b' } } })).json);
    expect(same.resourceVersion).toBe(labelled.resourceVersion);
    const grown = (await put('u1', widget('u1', { metadata: same, spec: { size: 5 } }))).json;
    expect(grown).toMatchObject({ metadata: { generation: 2 }, spec: { size: 5, color: 'red' } });
  });

  it('of the object leaves the status, of the status the object', async () => {
    await create('u2');
    const { json } = await merge('u2', { status: { phase: 'Up' }, spec: { size: 9 } }, '/status');
    expect(json).toMatchObject({ status: { phase: 'Up' }, spec: { size: 3 }, metadata: { generation: 1 } });
    const after = (await merge('u2', { status: { phase: 'Down' }, spec: { size: 9 } })).json;
    expect(after).toMatchObject({ status: { phase: 'Up' }, spec: { size: 9 }, metadata: { generation: 2 } });
    const { json: read } = await server.call(`${path}/u2/status`);
    expect(read).toMatchObject({ kind: 'Widget', status: { phase: 'Up' } });
  });

  it('is refused for another state, another name, another uid, or none named', async () => {
    const { json } = await create('u3');
    const metadata = metadataOf(json);
    await merge('u3', { spec: { size: 4 } });
    expect((await put('u3', widget('u3', { metadata }))).json).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on widgets.demo.kx.dev "u3": the object has been modified; please apply your changes to the latest version and try again',
    });
    expect((await put('u3', widget('other'))).json).toMatchObject({
      code: 400,
      message: 'the name of the object (other) does not match the name on the URL (u3)',
    });
    expect((await put('u3', widget('u3', { metadata: { ...metadata, uid: 'x' } }))).json).toMatchObject({
      code: 409,
    });
    expect((await put('u3', widget('u3'))).json).toMatchObject({
      code: 422,
      message:
        'widgets.demo.kx.dev "u3" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
    });
    expect(
      (await put('none', widget('none', { metadata: { name: 'none', resourceVersion: '1' } }))).status,
    ).toBe(404);
    expect((await merge('u3', { metadata: { name: 'z' } })).json).toMatchObject({
      code: 400,
      message: 'the name of the object (z) does not match the name on the URL (u3)',
    });
    expect((await merge('u3', { metadata: { uid: 'y' } })).json).toMatchObject({
      code: 422,
      details: { causes: [{ field: 'metadata.uid' }] },
    });
    expect((await merge('u3', { metadata: { resourceVersion: '1' } })).status).toBe(409);
    expect((await merge('u3', { spec: { size: 0 } })).json).toMatchObject({
      message: 'Widget.demo.kx.dev "u3" is invalid: spec.size: Invalid value: 0: must not become zero',
    });
  });

  it('by 20 patches at once loses none', async () => {
    await create('busy');
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
    const answers = await Promise.all(keys.map((key) => merge('busy', { spec: { limits: { [key]: 'x' } } })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { json } = await server.call(`${path}/busy`);
    expect(Object.keys(JSON.parse(JSON.stringify(json)).spec.limits).sort()).toEqual([...keys].sort());
  });

  it.each([
    [
      'application/json-patch+json',
      [{ op: 'replace', path: '/spec/size', value: 8 }],
      200,
      { spec: { size: 8 } },
    ],
    [
      'application/json-patch+json',
      [{ op: 'test', path: '/spec/size', value: 99 }],
      422,
      { reason: 'Invalid', message: 'the server rejected our request due to an error in our request' },
    ],
    ['application/json-patch+json', {}, 400, {}],
    ['application/json-patch+json', Array(10_001).fill({}), 413, {}],
    ['application/merge-patch+json', { spec: { color: null } }, 200, { spec: { color: 'red' } }],
    [
      'application/strategic-merge-patch+json',
      {},
      415,
      {
        message: expect.stringContaining(
          'accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
        ),
      },
    ],
  ])('patches by %s %j', async (type, body, status, expected) => {
    await create('patched');
    const answer = await server.call(`${path}/patched`, { method: 'PATCH', type, body });
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject(expected);
  });

  it('refuses a patch of a kilobyte that would make hundreds of megabytes', async () => {
    await create('doubled');
    const copies = Array.from({ length: 25 }, (_, index) => ({
      op: 'copy',
      from: '/spec/free',
      path: `/spec/free/${index}`,
    }));
    const body = [{ op: 'add', path: '/spec/free', value: { a: 'b' } }, ...copies];
    const type = 'application/json-patch+json';
    expect((await server.call(`${path}/doubled`, { method: 'PATCH', type, body })).json).toMatchObject({
      code: 422,
      details: { causes: [{ message: expect.stringContaining('the patch copies') }] },
    });
  });
});

describe('methods', () => {
  it.each([
    ['PUT', path, 'GET, POST, DELETE'],
    ['PATCH', path, 'GET, POST, DELETE'],
    ['POST', `${path}/w1`, 'GET, PUT, PATCH, DELETE'],
    ['DELETE', `${path}/w1/status`, 'GET, PUT, PATCH'],
    ['POST', `${version}/widgets`, 'GET'],
    ['DELETE', `${version}/widgets`, 'GET'],
    ['OPTIONS', path, 'GET, POST, DELETE'],
    ['POST', '/apis', 'GET'],
  ])('%s %s is not offered', async (method, target, allow) => {
    const answer = await server.call(target, { method });
    expect(answer).toMatchObject({ status: 405, headers: { allow } });
    expect(answer.json).toMatchObject({ kind: 'Status', reason: 'MethodNotAllowed', code: 405 });
  });

  it.each([
    `${version}/widgets/w1`,
    `${path}/w1/log`,
    `${path}/w1/status/x`,
    `${version}/namespaces/x/widgetclasses`,
  ])('%s is nowhere', async (target) => {
    expect((await server.call(target)).status).toBe(404);
  });
});
