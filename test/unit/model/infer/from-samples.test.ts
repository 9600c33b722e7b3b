import { describe, expect, it } from 'vitest';
import { checkCustomResource } from '../../../../src/model/check/check-custom-resource.ts';
import { fromSamples } from '../../../../src/model/infer/from-samples.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/model/json-value.ts';
import { completeDescribed } from '../../../../src/model/source/described-resource.ts';
import { emptyNotes } from '../../../../src/model/source/notes.ts';
import { validateValue } from '../../../../src/model/value/validate-value.ts';
import { renderSchema } from '../../../../src/render/render-crd-schema.ts';
import { fc } from '../../../support/seeded-fast-check.ts';

const FALLBACK = { group: 'example.com', kind: 'Thing', version: 'v1', scope: 'Namespaced' } as const;
const ANY = { 'x-kubernetes-preserve-unknown-fields': true };
const INT_OR_STRING = {
  anyOf: [{ type: 'integer' }, { type: 'string' }],
  'x-kubernetes-int-or-string': true,
};

function infer(objects: readonly JsonObject[]) {
  const notes = emptyNotes();
  const resources = fromSamples(
    objects.map((object) => ({ object, source: 's.yaml' })),
    notes,
  );
  return { resources, ...notes };
}

/** What values of `spec.NAME` in one sample each are inferred as. */
function inferField(name: string, values: readonly unknown[]) {
  const objects = values.map(
    (value): JsonObject =>
      JSON.parse(JSON.stringify({ apiVersion: 'a.b/v1', kind: 'K', spec: { [name]: value } })),
  );
  const { resources, warnings, violations } = infer(objects);
  expect(violations).toEqual([]);
  const [resource] = resources;
  if (resource === undefined) throw new Error('nothing inferred');
  expect(checkCustomResource(completeDescribed(resource, FALLBACK))).toEqual([]);
  const schema = resource.versions[0]?.schema;
  const field = schema?.properties?.['spec']?.properties?.[name];
  return { schema, field: field === undefined ? undefined : renderSchema(field), warnings };
}

const map = (values: object) => ({ type: 'object', additionalProperties: values });
const list = (items: object) => ({ type: 'array', items });
const keyed = (key: string, properties: object) => ({
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': [key],
  items: { type: 'object', required: [key], properties },
});
const text = { type: 'string' };
const integer = { type: 'integer' };

describe('values of a field are inferred as', () => {
  it.each<[string, string, readonly unknown[], object]>([
    ['text', 'a', ['x'], text],
    ['whole number', 'a', [1, -3], integer],
    ['number where one has a fraction', 'a', [1, 1.5], { type: 'number' }],
    ['number where one is too large to be exact', 'a', [2 ** 60], { type: 'number' }],
    ['boolean', 'a', [true], { type: 'boolean' }],
    ['int-or-string of both', 'a', [1, 'x'], INT_OR_STRING],
    ['int-or-string of a percentage', 'a', ['25%'], INT_OR_STRING],
    ['int-or-string of a size', 'size', ['10Gi'], INT_OR_STRING],
    ['int-or-string by the field’s name', 'targetPort', [80], INT_OR_STRING],
    ['text of what could be minutes', 'interval', ['5m'], text],
    ['text of what could be an address', 'host', ['10.0.0.1'], text],
    [
      'time by name and value',
      'startTime',
      ['2026-01-02T03:04:05Z'],
      { type: 'string', format: 'date-time' },
    ],
    ['text of a time under another name', 'when', ['2026-01-02T03:04:05Z'], text],
    ['text of something else under a time’s name', 'startTime', ['noon'], text],
    ['nullable', 'a', ['x', null], { type: 'string', nullable: true }],
    ['anything of null', 'a', [null], { nullable: true, ...ANY }],
    ['anything of kinds that do not unite', 'a', ['x', true], ANY],
    ['anything of a fraction and a text', 'a', ['x', 0.5], ANY],
    ['any object of an empty one', 'a', [{}], { type: 'object', ...ANY }],
    ['a list of anything of an empty one', 'a', [[]], list(ANY)],
    [
      'an object with the fields of all',
      'a',
      [{ x: 1 }, { y: 'b' }],
      { type: 'object', properties: { x: integer, y: text } },
    ],
    ['a map by the name', 'labels', [{ app: 'x' }], map(text)],
    ['a map by keys with dots and slashes', 'a', [{ 'x.y/z': 'b', c: 'd' }], map(text)],
    ['a map by keys as of an environment', 'a', [{ LOG_LEVEL: 'debug' }], map(text)],
    [
      'a map by keys with numbers',
      'a',
      [{ node1: { x: 1 }, node2: { y: 1 } }],
      map({ type: 'object', properties: { x: integer, y: integer } }),
    ],
    [
      'a map of many alike objects',
      'a',
      [{ eu: { n: 1 }, us: { n: 2 }, asia: { n: 3 }, africa: { n: 4 } }],
      map({ type: 'object', properties: { n: integer } }),
    ],
    [
      'an object of few alike objects',
      'a',
      [{ min: { n: 1 }, max: { n: 2 } }],
      {
        type: 'object',
        properties: {
          min: { type: 'object', properties: { n: integer } },
          max: { type: 'object', properties: { n: integer } },
        },
      },
    ],
    ['a map of quantities', 'limits', [{ cpu: 2 }], map({ ...INT_OR_STRING, pattern: expect.any(String) })],
    [
      'a list with a key',
      'a',
      [[{ name: 'x' }, { name: 'y', n: 1 }]],
      keyed('name', { name: text, n: integer }),
    ],
    [
      'a list of one, not a map',
      'a',
      [[{ name: 'x' }]],
      list({ type: 'object', properties: { name: text } }),
    ],
    [
      'a list whose names repeat, not a map',
      'a',
      [[{ name: 'x' }, { name: 'x' }], [{ name: 'z' }]],
      list({ type: 'object', properties: { name: text } }),
    ],
    [
      'references, whose names may repeat',
      'a',
      [
        [
          { kind: 'A', name: 'x' },
          { kind: 'B', name: 'y' },
        ],
      ],
      list({ type: 'object', properties: { kind: text, name: text } }),
    ],
    [
      'tolerations, whose keys may repeat',
      'a',
      [
        [
          { key: 'x', operator: 'Exists' },
          { key: 'y', operator: 'Exists' },
        ],
      ],
      list({ type: 'object', properties: { key: text, operator: text } }),
    ],
    [
      'pairs of key and value',
      'a',
      [
        [
          { key: 'x', value: '1' },
          { key: 'y', value: '2' },
        ],
      ],
      keyed('key', { key: text, value: text }),
    ],
    [
      'conditions, also of one',
      'conditions',
      [[{ type: 'Ready', status: 'True' }]],
      keyed('type', { type: text, status: text }),
    ],
    ['lists of lists', 'a', [[['x'], []]], list(list(text))],
    ['a list with null', 'a', [['x', null]], list({ type: 'string', nullable: true })],
    [
      'an object in the object',
      'a',
      [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: 'b' } }],
      { type: 'object', ...ANY, 'x-kubernetes-embedded-resource': true },
    ],
    [
      'a reference, which is no object',
      'a',
      [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x' }],
      { type: 'object', properties: { apiVersion: text, kind: text, name: text } },
    ],
    [
      'an object with metadata that the server would change',
      'a',
      [{ apiVersion: 'v1', kind: 'Pod', metadata: { creationTimestamp: null } }],
      {
        type: 'object',
        properties: {
          apiVersion: text,
          kind: text,
          metadata: { type: 'object', properties: { creationTimestamp: { nullable: true, ...ANY } } },
        },
      },
    ],
  ])('%s', (_name, field, values, expected) => {
    const { field: found, schema } = inferField(field, values);
    expect(found).toEqual(expected);
    for (const value of values) {
      const body: JsonObject = JSON.parse(JSON.stringify({ spec: { [field]: value } }));
      expect(schema === undefined ? undefined : validateValue(schema, body)).toEqual([]);
    }
  });

  it.each([
    ['mixed kinds', ['x', true], /samples have boolean and string there/],
    ['an empty list', [[]], /the list is empty in every sample/],
    ['an empty object', [{}], /the object is empty in every sample/],
    ['null', [null], /it is null in every sample/],
  ])('%s, with a warning that says where', (_name, values, expected) => {
    const [warning] = inferField('a', values).warnings;
    expect(warning?.path).toBe('s.yaml: spec.a');
    expect(warning?.message).toMatch(expected);
  });
});

describe('what a sample says of its resource', () => {
  const sample = (more: object): JsonObject =>
    JSON.parse(
      JSON.stringify({ apiVersion: 'a.b/v1', kind: 'Foo', metadata: { name: 'x' }, spec: { a: 1 }, ...more }),
    );

  it('is its group, version, kind and, by its namespace, its scope', () => {
    const { resources } = infer([sample({ metadata: { namespace: 'n' } })]);
    expect(resources).toMatchObject([
      {
        group: 'a.b',
        names: { kind: 'Foo' },
        scope: 'Namespaced',
        versions: [{ name: 'v1', status: false }],
      },
    ]);
  });

  it('is not its scope where it has no namespace, but for kinds that say so, with a warning', () => {
    expect(infer([sample({})]).resources[0]).not.toHaveProperty('scope');
    const cluster = infer([sample({ kind: 'ClusterFoo' })]);
    expect(cluster.resources[0]?.scope).toBe('Cluster');
    expect(cluster.warnings).toHaveLength(1);
  });

  it('is that there is a status', () => {
    const [resource] = infer([sample({ status: { phase: 'x' } })]).resources;
    expect(resource?.versions[0]).toMatchObject({
      status: true,
      schema: { properties: { status: { properties: { phase: text } } } },
    });
  });

  it('is one version for each, and one resource for each kind', () => {
    const { resources } = infer([
      sample({}),
      sample({ apiVersion: 'a.b/v2' }),
      sample({ kind: 'Bar' }),
      sample({}),
    ]);
    expect(resources.map(({ names, versions }) => [names.kind, versions.map(({ name }) => name)])).toEqual([
      ['Foo', ['v1', 'v2']],
      ['Bar', ['v1']],
    ]);
  });

  it('is the fields of all samples in each version, unless a webhook converts', () => {
    const samples = [sample({ spec: { a: 'x' } }), sample({ apiVersion: 'a.b/v2', spec: { b: 'x' } })];
    const fieldsOf = (isConverted: boolean) =>
      fromSamples(
        samples.map((object) => ({ object, source: 'a.yaml' })),
        emptyNotes(),
        isConverted,
      ).flatMap(({ versions }) =>
        versions.map(({ schema }) => Object.keys(schema.properties?.['spec']?.properties ?? {})),
      );
    expect(fieldsOf(false)).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(fieldsOf(true)).toEqual([['a'], ['b']]);
  });

  it('is fields beside spec', () => {
    const [resource] = infer([sample({ data: { 'a.b': 'x' }, roleRef: { name: 'y' } })]).resources;
    expect(Object.keys(resource?.versions[0]?.schema.properties ?? {})).toEqual(['spec', 'data', 'roleRef']);
  });
});

const keys = fc.oneof(
  fc.constantFrom(
    'name',
    'type',
    'key',
    'labels',
    'limits',
    'conditions',
    'startTime',
    'apiVersion',
    'kind',
    'metadata',
    'spec',
    'maxSurge',
    'value',
    'a.b/c',
    'x-1',
    'constructor',
    'toString',
    'A_B',
  ),
  fc.string({ maxLength: 4 }).filter((key) => key !== '__proto__'),
);
const scalars = fc.oneof(
  fc.constantFrom<JsonValue>('5m', '10Gi', '500m', '25%', 'v1', '2026-01-01T00:00:00Z', 'ConfigMap', '', 'x'),
  fc.string({ maxLength: 5 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  fc.boolean(),
  fc.constant(null),
);
const values = fc.letrec<{ node: JsonValue }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalars,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(keys, tie('node'), { maxKeys: 5 }),
  ),
}));

it('accepts every sample whole, and makes no CRD that the check refuses', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(keys, values.node, { maxKeys: 4 }), { minLength: 1, maxLength: 3 }),
      (specs) => {
        const objects = specs.map(
          (spec): JsonObject => JSON.parse(JSON.stringify({ apiVersion: 'a.b/v1', kind: 'Foo', spec })),
        );
        const { resources, violations } = infer(objects);
        expect(violations).toEqual([]);
        const [resource] = resources;
        const schema = resource?.versions[0]?.schema;
        if (resource === undefined || schema === undefined) throw new Error('nothing inferred');
        expect(checkCustomResource(completeDescribed(resource, FALLBACK))).toEqual([]);
        for (const { spec } of objects) {
          expect(isJsonObject(spec) ? validateValue(schema, { spec }) : undefined).toEqual([]);
        }
      },
    ),
    { numRuns: 400 },
  );
});
