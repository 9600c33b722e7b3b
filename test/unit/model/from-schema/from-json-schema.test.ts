import { Type } from '@sinclair/typebox';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadCel } from '../../../../src/model/cel/load-cel.ts';
import { checkCustomResource } from '../../../../src/model/check/check-custom-resource.ts';
import { checkResourceRules } from '../../../../src/model/check/check-resource-rules.ts';
import { fromJsonSchema } from '../../../../src/model/from-schema/from-json-schema.ts';
import { isJsonObject, type JsonValue } from '../../../../src/model/json-value.ts';
import { completeDescribed } from '../../../../src/model/source/described-resource.ts';
import { emptyNotes } from '../../../../src/model/source/notes.ts';
import { validateValue } from '../../../../src/model/value/validate-value.ts';
import { renderSchema } from '../../../../src/render/render-crd-schema.ts';
import { fc } from '../../../support/seeded-fast-check.ts';
import { FIELD_CASES, FIELD_DEFINITIONS } from './field-cases.ts';

const FALLBACK = { group: 'example.com', kind: 'Thing', version: 'v1', scope: 'Namespaced' } as const;

const cel = await loadCel();

function read(document: unknown, fragment?: string) {
  const notes = emptyNotes();
  const value: JsonValue = JSON.parse(JSON.stringify(document));
  const resource = fromJsonSchema({ document: value, source: 's', fragment, notes });
  const complete = resource === undefined ? undefined : completeDescribed(resource, FALLBACK);
  return { resource, complete, ...notes, schema: complete?.versions[0]?.schema };
}

/** What a schema of `spec.x` becomes. */
function fieldOf(x: unknown, $defs: object = {}) {
  const { schema, complete, violations, warnings } = read({
    properties: { spec: { properties: { x } } },
    $defs,
  });
  expect(violations).toEqual([]);
  if (complete === undefined || schema === undefined) throw new Error('refused');
  expect(checkCustomResource(complete)).toEqual([]);
  const spec = schema.properties?.['spec']?.properties?.['x'];
  return { field: spec === undefined ? undefined : renderSchema(spec), warnings };
}

const ANY = { 'x-kubernetes-preserve-unknown-fields': true };

describe('a field of a JSON Schema becomes', () => {
  it.each(FIELD_CASES)('%s', (_name, x, expected) => {
    expect(fieldOf(x, FIELD_DEFINITIONS).field).toEqual(expected);
  });

  it('one object of alternatives that a tag tells apart, with rules', () => {
    const { field } = fieldOf({
      oneOf: [
        {
          type: 'object',
          additionalProperties: false,
          required: ['kind', 'url'],
          properties: { kind: { const: 'git' }, url: { type: 'string' } },
        },
        {
          type: 'object',
          additionalProperties: false,
          required: ['kind'],
          properties: { kind: { const: "it's" }, path: { type: 'string' } },
        },
      ],
    });
    expect(field).toEqual({
      type: 'object',
      required: ['kind'],
      'x-kubernetes-validations': [
        { rule: "self.kind != 'git' || has(self.url)", message: 'url is required when kind is git' },
        { rule: "self.kind == 'git' || !has(self.url)", message: 'url is only for kind git' },
        { rule: "self.kind == 'it\\'s' || !has(self.path)", message: "path is only for kind it's" },
      ],
      properties: {
        kind: { type: 'string', enum: ['git', "it's"] },
        url: { type: 'string' },
        path: { type: 'string' },
      },
    });
  });
});

describe('what is lost is named with where it stands', () => {
  it.each<[string, unknown, RegExp]>([
    ['if', { type: 'string', if: { minLength: 1 } }, /spec\/properties\/x\/if if is lost/],
    ['contains', { type: 'array', items: {}, contains: { const: 1 } }, /x\/contains contains is lost/],
    ['readOnly', { type: 'string', readOnly: true }, /x\/readOnly readOnly is lost/],
    ['a vendor keyword', { type: 'string', 'x-foo': 1 }, /x\/x-foo x-foo is lost/],
    ['a format', { type: 'string', format: 'iri' }, /x format iri is lost/],
    ['a pattern beyond RE2', { type: 'string', pattern: '^(?!a)' }, /x the pattern .* is lost/],
    ['a tuple', { type: 'array', prefixItems: [{ type: 'string' }] }, /x a CRD cannot say what stands/],
    ['a default that is wrong', { type: 'string', default: 1 }, /x the default 1 is lost/],
    [
      'a default with a field unknown',
      { type: 'object', properties: { a: {} }, default: { b: 1 } },
      /the default .* is lost/,
    ],
    ['an enum value of another type', { type: 'string', enum: ['a', 1] }, /x the enum value 1 is lost/],
    ['number or text', { type: ['number', 'string'] }, /x a CRD cannot say that a field is number or string/],
    [
      'patterns of keys',
      { patternProperties: { '^x-': { type: 'string' } } },
      /the patterns of the keys are lost \(\^x-\)/,
    ],
    [
      'further fields of a type',
      { properties: { a: {} }, additionalProperties: { type: 'string' } },
      /the schema of further fields is lost/,
    ],
    [
      'propertyNames',
      { type: 'object', additionalProperties: { type: 'string' }, propertyNames: { pattern: '^a' } },
      /propertyNames \(pattern\) is lost/,
    ],
    [
      'uniqueItems of objects',
      { type: 'array', uniqueItems: true, items: { type: 'object', properties: { a: {} } } },
      /uniqueItems of anything but scalars/,
    ],
    [
      'dependencies with a schema',
      { properties: { a: {} }, dependencies: { a: { properties: { b: {} } } } },
      /dependencies with a schema is lost/,
    ],
    [
      'not with a type',
      { type: 'string', not: { type: 'string', pattern: 'a', format: 'email' } },
      /x\/not not is lost/,
    ],
    [
      'a required field that is not declared',
      { properties: { a: {} }, required: ['b'] },
      /b is required and not declared/,
    ],
    ['objects without fields', { type: 'object' }, /declares no fields/],
    ['multipleOf', { type: 'integer', multipleOf: 1.5 }, /multipleOf 1.5/],
    [
      'alternatives of many types',
      { anyOf: [{ type: 'boolean' }, { type: 'array', items: {} }] },
      /cannot say that a field is boolean or array/,
    ],
  ])('%s', (_name, x, expected) => {
    const texts = fieldOf(x).warnings.map(({ path, message }) => `${path} ${message}`);
    expect(
      texts.some((text) => expected.test(text)),
      texts.join('\n'),
    ).toBe(true);
  });
});

describe('refused with a sentence', () => {
  const bomb = Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [
      `a${n}`,
      { properties: { l: { $ref: `#/$defs/a${n + 1}` }, r: { $ref: `#/$defs/a${n + 1}` } } },
    ]),
  );
  const allOfBomb = Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [
      `a${n}`,
      { allOf: [{ $ref: `#/$defs/a${n + 1}` }, { $ref: `#/$defs/a${n + 1}` }] },
    ]),
  );
  const mutual = Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => [
      `a${n}`,
      {
        properties: Object.fromEntries(
          Array.from({ length: 12 }, (_x, m) => [`p${m}`, { $ref: `#/$defs/a${m}` }]),
        ),
      },
    ]),
  );
  let deep: object = { type: 'string' };
  for (let n = 0; n < 10_000; n++) deep = { properties: { a: deep } };

  it.each<[string, object, RegExp]>([
    [
      'a reference elsewhere',
      { properties: { spec: { $ref: 'https://example.com/x.json' } } },
      /leads out of the document/,
    ],
    ['a reference to nothing', { properties: { spec: { $ref: '#/$defs/none' } } }, /leads to nothing/],
    [
      'references that double',
      { properties: { spec: { $ref: '#/$defs/a0' } }, $defs: { ...bomb, a40: { type: 'string' } } },
      /more than 100000 fields/,
    ],
    [
      'allOf that doubles',
      { properties: { spec: { $ref: '#/$defs/a0' } }, $defs: { ...allOfBomb, a40: { type: 'string' } } },
      /more than 100000 fields/,
    ],
    [
      'many that contain each other',
      { properties: { spec: { $ref: '#/$defs/a0' } }, $defs: mutual },
      /more than 100000 fields/,
    ],
    [
      'what nothing satisfies',
      { properties: { spec: { properties: { x: { allOf: [{ type: 'string' }, { type: 'object' }] } } } } },
      /nothing satisfies/,
    ],
    [
      'an enum without a value of its type',
      { properties: { spec: { properties: { x: { type: 'string', enum: [1] } } } } },
      /no value of the enum/,
    ],
    ['a list', { type: 'array', properties: { spec: {} } }, /must be an object|declares/],
    [
      'definitions alone',
      { $defs: { A: { type: 'object' }, B: { type: 'object' } } },
      /which of them is the resource/,
    ],
  ])('%s', (_name, document, expected) => {
    const { resource, violations } = read(document);
    expect(violations.map(({ message }) => message).join('\n')).toMatch(expected);
    expect(resource).toBeUndefined();
  });

  it('too many levels', () => {
    const notes = emptyNotes();
    const document: JsonValue = JSON.parse(`${'{"properties":{"a":'.repeat(9_999)}{}${'}}'.repeat(9_999)}`);
    expect(fromJsonSchema({ document, source: 's', notes })).toBeUndefined();
    expect(notes.violations[0]?.message).toMatch(/more than 100 levels/);
  });
});

it('cuts what contains itself, with one warning, and keeps what is around it', () => {
  const { field, warnings } = fieldOf(
    { $ref: '#/$defs/Node' },
    {
      Node: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          next: { $ref: '#/$defs/Node' },
          all: { type: 'array', items: { $ref: '#/$defs/Node' } },
        },
      },
    },
  );
  const cut = { type: 'object', ...ANY };
  expect(field).toEqual({
    type: 'object',
    properties: { all: { type: 'array', items: cut }, name: { type: 'string' }, next: cut },
  });
  expect(warnings.filter(({ message }) => message.includes('contains itself')).length).toBeGreaterThan(0);
});

it('takes names from constants, titles and Kubernetes’ own keyword', () => {
  const spec = { spec: { properties: { a: {} } } };
  expect(
    read({ properties: { apiVersion: { const: 'a.b/v2' }, kind: { enum: ['Foo'] }, ...spec } }).resource,
  ).toMatchObject({ group: 'a.b', names: { kind: 'Foo' }, versions: [{ name: 'v2' }] });
  expect(read({ title: 'Bar', properties: spec }).resource?.names).toEqual({ kind: 'Bar' });
  expect(read({ title: 'A nice thing', properties: spec })).toMatchObject({
    resource: { names: {} },
    schema: { title: 'A nice thing' },
  });
  const gvk = [{ group: 'a.b', version: 'v3', kind: 'Baz' }];
  expect(read({ 'x-kubernetes-group-version-kind': gvk, properties: spec }).resource).toMatchObject({
    group: 'a.b',
    names: { kind: 'Baz' },
    versions: [{ name: 'v3' }],
  });
});

it.each([
  ['the only definition with a spec', undefined],
  ['a definition by name', 'Foo'],
  ['a definition by pointer', '/definitions/Foo'],
])('reads %s', (_name, fragment) => {
  const definitions = {
    Foo: { properties: { spec: { properties: { a: { type: 'string' } } } } },
    Other: { type: 'string' },
  };
  expect(read({ definitions }, fragment).schema?.properties?.['spec']).toEqual({
    type: 'object',
    properties: { a: { type: 'string' } },
  });
});

it('reads what zod prints', () => {
  const schema = z.object({
    kind: z.literal('Foo'),
    apiVersion: z.literal('a.example.com/v1'),
    spec: z.object({
      n: z.int(),
      m: z.int32(),
      at: z.iso.datetime(),
      map: z.record(z.string(), z.number()),
      who: z.union([z.literal('a'), z.literal('b')]),
      not: z.string().nullable().optional(),
    }),
  });
  const { schema: found, violations, complete } = read(z.toJSONSchema(schema));
  expect(violations).toEqual([]);
  expect(complete === undefined ? [] : checkCustomResource(complete)).toEqual([]);
  expect(found?.properties?.['spec']).toEqual({
    type: 'object',
    required: ['n', 'm', 'at', 'map', 'who'],
    properties: {
      n: { type: 'integer' },
      m: { type: 'integer', format: 'int32' },
      at: { type: 'string', format: 'date-time' },
      map: { type: 'object', additionalProperties: { type: 'number' } },
      who: { type: 'string', enum: ['a', 'b'] },
      not: { type: 'string', nullable: true },
    },
  });
});

it('reads what TypeBox prints', () => {
  const schema = Type.Object({
    spec: Type.Object({
      at: Type.Optional(Type.Date()),
      map: Type.Record(Type.String(), Type.Integer({ minimum: 1 })),
      who: Type.Union([Type.Literal('a'), Type.Literal('b')]),
      pair: Type.Tuple([Type.String(), Type.String()]),
    }),
  });
  expect(read(schema).schema?.properties?.['spec']).toEqual({
    type: 'object',
    required: ['map', 'who', 'pair'],
    properties: {
      at: { type: 'string', format: 'date-time' },
      map: { type: 'object', additionalProperties: { type: 'integer', minimum: 1 } },
      who: { type: 'string', enum: ['a', 'b'] },
      pair: { type: 'array', minItems: 2, maxItems: 2, items: { type: 'string' } },
    },
  });
});

/** Schemas that some value satisfies, with the keywords that matter here. */
const schemas = fc.letrec<{ node: object }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<object>(
      {},
      { type: 'string' },
      { type: ['string', 'null'], description: 'd' },
      { type: 'integer', exclusiveMinimum: 0 },
      { type: 'number', maximum: 9.5 },
      { type: 'boolean', default: true },
      { type: ['integer', 'string'] },
      { enum: ['a', 'b', null] },
      { const: 3 },
      { type: 'object' },
      { type: 'array' },
      { $ref: '#/$defs/S' },
      { type: 'string', format: 'email', default: 'x' },
    ),
    fc.record({ type: fc.constant('array'), items: tie('node'), uniqueItems: fc.boolean() }),
    fc.record({ type: fc.constant('object'), additionalProperties: tie('node') }),
    fc
      .dictionary(
        fc.constantFrom('a', 'b', 'kind', 'metadata', 'x-y', 'constructor', 'toString'),
        tie('node'),
        { maxKeys: 4 },
      )
      .map((properties) => ({ properties, required: Object.keys(properties).slice(0, 1) })),
    fc.record({ anyOf: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((nodes) => ({
      oneOf: nodes.map((node, index) => ({
        type: 'object',
        properties: { tag: { const: `t${index}` }, [`f${index}`]: node },
        required: ['tag'],
        additionalProperties: false,
      })),
    })),
  ),
}));

it('makes no CRD that the check refuses, of any schema that something satisfies', () => {
  fc.assert(
    fc.property(schemas.node, (node) => {
      const document = {
        properties: { spec: { type: 'object', properties: { x: node } } },
        $defs: { S: { type: 'object', properties: { s: { $ref: '#/$defs/S' } } } },
      };
      const { complete, violations } = read(document);
      expect(violations).toEqual([]);
      expect(complete === undefined ? [] : checkCustomResource(complete)).toEqual([]);
      expect(complete === undefined ? [] : checkResourceRules(complete, cel)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it('says nothing of a field in an alternative that another alternative makes anything', () => {
  const tagged = (tag: string) => ({
    type: 'object',
    properties: { tag: { const: tag } },
    required: ['tag'],
  });
  const nested = { properties: { a: { properties: { a: {} }, required: ['a'] } }, required: ['a'] };
  const list = { type: 'array', items: { oneOf: [tagged('t0'), tagged('t1')] } };
  const first = { properties: { list, a: nested }, required: ['list'] };
  const x = { anyOf: [first, { properties: { a: {} }, required: ['a'] }] };
  const { complete } = read({ properties: { spec: { type: 'object', properties: { x } } } });
  expect(complete === undefined ? ['none'] : checkCustomResource(complete)).toEqual([]);
});

it('takes what the schema takes, where a tag tells alternatives apart', () => {
  const { schema } = read({
    properties: {
      spec: {
        properties: {
          x: {
            oneOf: [
              { properties: { k: { const: 'a' }, v: { type: 'string' } }, required: ['k', 'v'] },
              { properties: { k: { const: 'b' }, v: { type: 'integer' } }, required: ['k'] },
            ],
          },
        },
      },
    },
  });
  for (const x of [{ k: 'a', v: 'x' }, { k: 'b' }, { k: 'b', v: 1 }]) {
    expect(
      schema === undefined || !isJsonObject(x) ? undefined : validateValue(schema, { spec: { x } }),
    ).toEqual([]);
  }
});
