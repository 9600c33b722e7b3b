import { beforeAll, describe, expect, it } from 'vitest';
import {
  humanAge,
  humanDuration,
} from '../../../templates/aa/typescript/src/server/representation/human-duration.ts';
import { compileJsonPath } from '../../../templates/aa/typescript/src/server/representation/json-path.ts';
import { useServer } from './use-server.ts';
import { version, widget, widgetsIn } from './widget-kinds.ts';

const server = useServer();
const path = widgetsIn('default');
const table = (more = '') => `application/json;as=Table;v=v1;g=meta.k8s.io${more}`;

beforeAll(async () => {
  await server.call(path, { body: widget('w1') });
});

describe('Accept', () => {
  it.each([
    [path, table(), 200, 'Table', 'meta.k8s.io/v1'],
    [`${path}/w1`, table(), 200, 'Table', 'meta.k8s.io/v1'],
    [path, 'application/json;as=Table;v=v1beta1;g=meta.k8s.io', 200, 'Table', 'meta.k8s.io/v1beta1'],
    [
      path,
      `${table()},application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json`,
      200,
      'Table',
      'meta.k8s.io/v1',
    ],
    [
      path,
      'application/json;as=Table;v=v2;g=meta.k8s.io,application/json',
      200,
      'WidgetList',
      'demo.kx.dev/v1alpha1',
    ],
    [path, 'application/json;as=Table;v=v2;g=meta.k8s.io', 406, 'Status', 'v1'],
    [
      `${path}/w1`,
      'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
      200,
      'PartialObjectMetadata',
      'meta.k8s.io/v1',
    ],
    [
      path,
      'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
      200,
      'PartialObjectMetadataList',
      'meta.k8s.io/v1',
    ],
    [path, 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1', 406, 'Status', 'v1'],
    [
      path,
      'application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json',
      200,
      'PartialObjectMetadataList',
      'meta.k8s.io/v1',
    ],
    [path, 'application/vnd.kubernetes.protobuf', 406, 'Status', 'v1'],
    [path, '*/*', 200, 'WidgetList', 'demo.kx.dev/v1alpha1'],
  ])('%s of %s is %i', async (target, accept, status, kind, apiVersion) => {
    const answer = await server.call(target, { headers: { Accept: accept } });
    expect(answer).toMatchObject({
      status,
      headers: { 'content-type': 'application/json' },
      json: { kind, apiVersion },
    });
  });
});

describe('Table', () => {
  it('has the columns of the kind and rows of metadata', async () => {
    const { json } = await server.call(path, { headers: { Accept: table() } });
    expect(json).toMatchObject({
      metadata: { resourceVersion: '1001' },
      columnDefinitions: [
        { name: 'Name', type: 'string', format: 'name', priority: 0, description: expect.any(String) },
        { name: 'Size', type: 'integer', format: '', priority: 0 },
        { name: 'Phase', type: 'string', priority: 1 },
        { name: 'Age', type: 'date', priority: 0 },
      ],
      rows: [
        {
          cells: ['w1', 3, null, expect.stringMatching(/^\d+s$/)],
          object: { kind: 'PartialObjectMetadata', metadata: { name: 'w1' } },
        },
      ],
    });
  });

  it('of a kind without columns shows names and ages', async () => {
    const { json } = await server.call(`${version}/widgetclasses`, { headers: { Accept: table() } });
    expect(json).toMatchObject({ columnDefinitions: [{ name: 'Name' }, { name: 'Age' }], rows: [] });
  });

  it.each([
    ['None', 200, { rows: [{ object: null }] }],
    ['Metadata', 200, { rows: [{ object: { kind: 'PartialObjectMetadata' } }] }],
    ['Object', 200, { rows: [{ object: { kind: 'Widget', spec: { size: 3 } } }] }],
    ['x', 400, { message: expect.stringContaining('includeObject: Invalid value: "x"') }],
  ])('includeObject=%s', async (include, status, expected) => {
    const answer = await server.call(`${path}?includeObject=${include}`, { headers: { Accept: table() } });
    expect(answer).toMatchObject({ status, json: expected });
  });
});

const seconds = { s: 1, m: 60, h: 3600, d: 86_400, y: 365 * 86_400 };
const span = (text: string): number =>
  [...text.matchAll(/(-?\d+)([smhdy])/g)].reduce(
    (sum, [, count, unit]) =>
      sum + Number(count) * (Object.entries(seconds).find(([name]) => name === unit)?.[1] ?? 0),
    0,
  ) * 1000;

it.each([
  ['-2s', '<invalid>'],
  ['-1s', '0s'],
  ['0s', '0s'],
  ['119s', '119s'],
  ['2m', '2m'],
  ['3m5s', '3m5s'],
  ['9m59s', '9m59s'],
  ['10m30s', '10m'],
  ['179m', '179m'],
  ['3h', '3h'],
  ['3h20m', '3h20m'],
  ['8h30m', '8h'],
  ['47h', '47h'],
  ['2d', '2d'],
  ['2d5h', '2d5h'],
  ['8d3h', '8d'],
  ['729d', '729d'],
  ['2y', '2y'],
  ['2y30d', '2y30d'],
  ['9y300d', '9y'],
])('%s is shown as %s', (text, shown) => {
  expect(humanDuration(span(text))).toBe(shown);
});

it('says that an age is not known', () => {
  expect([humanAge(undefined, new Date()), humanAge('x', new Date())]).toEqual(['<unknown>', '<unknown>']);
});

const document = {
  spec: {
    ports: [
      { name: 'a', port: 1 },
      { name: 'b', port: 2 },
    ],
    empty: null,
    zero: 0,
  },
  metadata: { annotations: { 'x.y/z': 'v' } },
  status: {
    conditions: [
      { type: 'Synced', status: 'False' },
      { type: 'Ready', status: 'True' },
    ],
  },
};

it.each([
  ['.spec.zero', [0]],
  ['.spec.empty', []],
  ['.spec.none.more', []],
  ['.spec.ports[0].name', ['a']],
  ['.spec.ports[-1].name', ['b']],
  ['.spec.ports[9].name', []],
  ['.spec.ports[*].port', [1, 2]],
  ["{.metadata.annotations['x.y/z']}", ['v']],
  [String.raw`.metadata.annotations.x\.y/z`, ['v']],
  ['.status.conditions[?(@.type=="Ready")].status', ['True']],
  ["$.status.conditions[?(@.type == 'None')].status", []],
])('%s leads to %j', (jsonPath, values) => {
  expect(compileJsonPath(jsonPath)(document)).toEqual(values);
});

it('refuses a path that it does not understand', () => {
  expect(() => compileJsonPath('.spec.x[1:2]')).toThrow(
    'the JSON path ".spec.x[1:2]" is not understood from "[1:2]" on',
  );
});
