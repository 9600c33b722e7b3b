import { describe, expect, it } from 'vitest';
import type { StructuralSchema } from '../../../templates/aa/typescript/src/server/api/structural-schema.ts';
import { duplicateFields } from '../../../templates/aa/typescript/src/server/decode/duplicate-fields.ts';
import { nextObject } from '../../../templates/aa/typescript/src/server/handlers/resource/next-object.ts';
import { applyDefaults } from '../../../templates/aa/typescript/src/server/schema/apply-defaults.ts';
import { checkSchema } from '../../../templates/aa/typescript/src/server/schema/check-schema.ts';
import { pruneFields } from '../../../templates/aa/typescript/src/server/schema/prune-fields.ts';
import { isInFormat } from '../../../templates/aa/typescript/src/server/schema/string-formats.ts';
import {
  validateFields,
  validateStatus,
} from '../../../templates/aa/typescript/src/server/schema/validate-fields.ts';
import { widgetKind } from './widget-kinds.ts';

const object = (spec: object) => ({
  apiVersion: 'a/v1',
  kind: 'A',
  metadata: {},
  ...JSON.parse(JSON.stringify({ spec })),
});
const schemaOf = (
  properties: Record<string, StructuralSchema>,
  more: StructuralSchema = {},
): StructuralSchema => ({
  type: 'object',
  properties: { spec: { type: 'object', properties, ...more } },
});
const problemsOf = (spec: object, schema: StructuralSchema) =>
  validateFields(object(spec), schema).map(({ field, message }) => `${field}: ${message}`);

describe('validation in the words of the API server', () => {
  it.each([
    [{ size: 3, color: 'red', name: 'abc', tags: ['a'], until: null, percent: '5%', free: { x: [1] } }, []],
    [{}, ['spec.size: Required value']],
    [
      { size: 'x' },
      ['spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"'],
    ],
    [
      { size: 1.5 },
      ['spec.size: Invalid value: "float64": spec.size in body must be of type int32: "float64"'],
    ],
    [{ size: null }, ['spec.size: Invalid value: "null": spec.size in body must be of type integer: "null"']],
    [{ size: -1 }, ['spec.size: Invalid value: -1: spec.size in body should be greater than or equal to 0']],
    [{ size: 1, color: 'blue' }, ['spec.color: Unsupported value: "blue": supported values: "red", "green"']],
    [
      { size: 1, name: 'a' },
      ['spec.name: Invalid value: "a": spec.name in body should be at least 2 chars long'],
    ],
    [{ size: 1, name: 'abcdef' }, ['spec.name: Too long: may not be more than 5 bytes']],
    [
      { size: 1, name: 'ABC' },
      ['spec.name: Invalid value: "ABC": spec.name in body should match \'^[a-z]+$\''],
    ],
    [{ size: 1, tags: ['a', 'b', 'a'] }, ['spec.tags[2]: Duplicate value: "a"']],
    [{ size: 1, tags: ['a', 'b', 'c', 'd'] }, ['spec.tags: Too many: 4: must have at most 3 items']],
    [
      { size: 1, tags: [1] },
      ['spec.tags[0]: Invalid value: "integer": spec.tags[0] in body must be of type string: "integer"'],
    ],
    [{ size: 1, ports: [{ name: 'a' }, { name: 'a' }] }, ['spec.ports[1]: Duplicate value: {"name":"a"}']],
    [{ size: 1, ports: [{}] }, ['spec.ports[0].name: Required value']],
    [
      { size: 1, limits: { a: 1 } },
      ['spec.limits.a: Invalid value: "integer": spec.limits.a in body must be of type string: "integer"'],
    ],
    [
      { size: 1, percent: true },
      [
        'spec.percent: Invalid value: "boolean": spec.percent in body must be of type integer,string: "boolean"',
      ],
    ],
    [
      { size: 1, until: 'soon' },
      ['spec.until: Invalid value: "soon": spec.until in body must be of type date-time: "soon"'],
    ],
  ])('%j', (spec, problems) => {
    expect(problemsOf(spec, widgetKind.schema)).toEqual(problems);
  });

  it.each<[StructuralSchema, unknown, string[]]>([
    [
      { type: 'number', exclusiveMinimum: true, minimum: 1 },
      1,
      ['spec.x: Invalid value: 1: spec.x in body should be greater than 1'],
    ],
    [
      { type: 'number', exclusiveMaximum: true, maximum: 1 },
      1,
      ['spec.x: Invalid value: 1: spec.x in body should be less than 1'],
    ],
    [{ type: 'number', multipleOf: 0.1 }, 0.3, []],
    [
      { type: 'integer', multipleOf: 5 },
      7,
      ['spec.x: Invalid value: 7: spec.x in body should be a multiple of 5'],
    ],
    [
      { type: 'integer', format: 'int32' },
      2 ** 31,
      [
        'spec.x: Invalid value: 2147483648: Checked value must be of type integer with format int32 in spec.x',
      ],
    ],
    [
      { type: 'array', minItems: 1, items: {} },
      [],
      ['spec.x: Invalid value: 0: spec.x in body should have at least 1 items'],
    ],
    [
      { type: 'object', minProperties: 1 },
      {},
      ['spec.x: Invalid value: 0: spec.x in body should have at least 1 properties'],
    ],
    [
      { type: 'object', maxProperties: 1 },
      { a: 1, b: 1 },
      ['spec.x: Too many: 2: must have at most 1 items'],
    ],
    [
      { anyOf: [{ minimum: 5 }, { maximum: 1 }] },
      3,
      ['spec.x: Invalid value: 3: "spec.x" must validate at least one schema (anyOf)'],
    ],
    [
      { oneOf: [{ minimum: 1 }, { maximum: 9 }] },
      3,
      ['spec.x: Invalid value: 3: "spec.x" must validate one and only one schema (oneOf). Found 2 valid'],
    ],
    [{ not: { enum: [3] } }, 3, ['spec.x: Invalid value: 3: "spec.x" must not validate the schema (not)']],
    [
      { allOf: [{ minimum: 5 }] },
      3,
      ['spec.x: Invalid value: 3: spec.x in body should be greater than or equal to 5'],
    ],
    [{ enum: [1, 'a'] }, 2, ['spec.x: Unsupported value: 2: supported values: "1", "a"']],
  ])('%j of %j', (schema, value, problems) => {
    expect(problemsOf({ x: value }, schemaOf({ x: schema }))).toEqual(problems);
  });
});

it.each([
  ['date-time', '2026-01-02T03:04:05Z', '2026-01-02'],
  ['date', '2026-01-02', '2026-13-02'],
  ['duration', '1h30m', '1 hour'],
  ['byte', 'YWI=', 'YWI'],
  ['email', 'a@b.c', 'a.b.c'],
  ['hostname', 'a-b.c', '-a.b'],
  ['ipv4', '127.0.0.1', '::1'],
  ['ipv6', '::1', '127.0.0.1'],
  ['cidr', '10.0.0.0/8', '10.0.0.0/33'],
  ['mac', '00:1b:44:11:3a:b7', '00:1b:44'],
  ['uri', 'https://a.b/c', 'a b'],
  ['uuid', '123e4567-e89b-42d3-a456-426614174000', '123'],
])('%s is %s and not %s', (format, good, bad) => {
  expect([isInFormat(good, format), isInFormat(bad, format)]).toEqual([true, false]);
});

it.each<[StructuralSchema, object, object, string[]]>([
  [{}, { a: 1 }, {}, ['spec.a']],
  [{ properties: { a: {} } }, { a: { b: 1 } }, { a: {} }, ['spec.a.b']],
  [{ 'x-kubernetes-preserve-unknown-fields': true }, { a: { b: 1 } }, { a: { b: 1 } }, []],
  [{ additionalProperties: { type: 'object' } }, { a: { b: 1 } }, { a: {} }, ['spec.a.b']],
  [{ additionalProperties: true }, { a: { b: 1 } }, { a: { b: 1 } }, []],
  [
    { properties: { l: { items: { properties: { a: {} } } } } },
    { l: [{ a: 1, b: 2 }, { b: 3 }] },
    { l: [{ a: 1 }, {}] },
    ['spec.l[0].b', 'spec.l[1].b'],
  ],
  [
    { properties: { t: { 'x-kubernetes-embedded-resource': true, properties: { spec: {} } } } },
    { t: { apiVersion: 'v1', kind: 'A', metadata: { name: 'x' }, spec: 1, other: 2 } },
    { t: { apiVersion: 'v1', kind: 'A', metadata: { name: 'x' }, spec: 1 } },
    ['spec.t.other'],
  ],
  [{ properties: {} }, JSON.parse('{"__proto__": 1}'), {}, ['spec.__proto__']],
])('prunes by %j', (spec, before, after, lost) => {
  const unknown: string[] = [];
  const pruned = pruneFields(object(before), { type: 'object', properties: { spec } }, unknown);
  expect({ spec: pruned['spec'], unknown }).toEqual({ spec: after, unknown: lost });
});

it.each<[Record<string, StructuralSchema>, object, object]>([
  [{ a: { default: 1 } }, {}, { a: 1 }],
  [{ a: { default: 1 } }, { a: 2 }, { a: 2 }],
  [{ a: { default: 1 } }, { a: null }, { a: 1 }],
  [{ a: { default: 1, nullable: true } }, { a: null }, { a: null }],
  [{ a: {} }, { a: null }, {}],
  [{ a: { default: {}, properties: { b: { default: 1 } } } }, {}, { a: { b: 1 } }],
  [{ a: { properties: { b: { default: 1 } } } }, {}, {}],
  [
    { a: { items: { properties: { b: { default: 1 } } } } },
    { a: [{}, { b: 2 }] },
    { a: [{ b: 1 }, { b: 2 }] },
  ],
  [{ a: { additionalProperties: { default: 5 } } }, { a: { x: null } }, { a: { x: 5 } }],
])('fills in defaults of %j', (properties, before, after) => {
  expect(applyDefaults(object(before), schemaOf(properties))['spec']).toEqual(after);
});

it.each([
  ['{"a":1,"b":{"a":1}}', []],
  ['{"a":1,"a":2}', ['a']],
  [String.raw`{"a":1,"\u0061":2}`, ['a']],
  ['{"a":{"b":1,"b":1},"l":[{"x":1},{"x":1,"x":2}]}', ['a.b', 'l[1].x']],
  [String.raw`{"a":"{\"b\":1,\"b\":2}","b":"a","c":["a","a"]}`, []],
  ['{"a":[[{"b":1,"b":1}]]}', ['a[0][0].b']],
])('%s repeats %j', (text, paths) => {
  expect(duplicateFields(text)).toEqual(paths);
});

it('takes nothing that every JavaScript object inherits for a field', () => {
  const named = { type: 'object', required: ['constructor'] } satisfies StructuralSchema;
  expect(problemsOf({ x: {} }, schemaOf({ x: named }))).toEqual(['spec.x.constructor: Required value']);
  expect(problemsOf({ x: { constructor: 1 } }, schemaOf({ x: named }))).toEqual([]);
  const keyed = {
    type: 'array',
    items: named,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['constructor', 'name'],
  } satisfies StructuralSchema;
  expect(problemsOf({ x: [{ constructor: 1 }, { constructor: 2 }, {}] }, schemaOf({ x: keyed }))).toEqual([
    'spec.x[2].constructor: Required value',
  ]);
});

it('finds a pattern that is not RE2 at start', () => {
  const schema = schemaOf({ a: { items: { pattern: '(?P<x>a' } } });
  expect(() => checkSchema(schema)).toThrow(
    'the pattern "(?P<x>a" is not a regular expression of RE2: missing closing )',
  );
  expect(() => checkSchema(schemaOf({ a: { pattern: '(?=a)' } }))).toThrow(
    'is not a regular expression of RE2',
  );
});

describe('patterns are those of kube-apiserver', () => {
  it.each([
    ['(?i)abc', 'xABCx', true],
    ['(?i)abc', 'ab', false],
    ['^\\p{Greek}+$', 'αβγ', true],
    ['^a$', 'a\n', false],
    ['[[:digit:]]', '٣', false],
  ])('%s in %j: %s', (pattern, text, found) => {
    const schema = schemaOf({ x: { type: 'string', pattern } });
    expect(() => checkSchema(schema)).not.toThrow();
    expect(problemsOf({ x: text }, schema).length === 0).toBe(found);
  });

  it.each(['^(a+)+$', '^(a|aa)+$', '(a*)*b', '\\b(a|b)+c\\b'])(
    '%s cannot be made to take long',
    (pattern) => {
      expect(problemsOf({ x: `${'a'.repeat(1_000_000)}!` }, schemaOf({ x: { pattern } }))).toHaveLength(1);
    },
  );

  it('are not looked for in a text that is too long', () => {
    const schema = schemaOf({ x: { maxLength: 2, pattern: '^b$' } });
    expect(problemsOf({ x: 'aaa' }, schema)).toEqual(['spec.x: Too long: may not be more than 2 bytes']);
  });
});

describe('validation of a status', () => {
  const status: StructuralSchema = {
    type: 'object',
    properties: {
      phase: { type: 'string' },
      kind: { type: 'string' },
      conditions: { type: 'array', items: { type: 'object', properties: { type: { type: 'string' } } } },
    },
    required: ['kind'],
  };

  it.each([
    [{ kind: 'a', phase: 'b' }, []],
    [{}, ['status.kind: Required value']],
    [
      { kind: 'a', phase: 1 },
      ['status.phase: Invalid value: "integer": phase in body must be of type string: "integer"'],
    ],
    [
      { kind: 'a', conditions: [{ type: 1 }] },
      [
        'status.conditions[0].type: Invalid value: "integer": conditions[0].type in body must be of type string: "integer"',
      ],
    ],
    [5, ['status: Invalid value: "integer":  in body must be of type object: "integer"']],
  ])('%j', (value, problems) => {
    const schema = schemaOf({});
    const whole = { ...schema, properties: { ...schema.properties, status } };
    const found = validateStatus({ ...object({}), status: value }, whole);
    expect(found.map(({ field, message }) => `${field}: ${message}`)).toEqual(problems);
    expect(validateStatus(object({}), whole)).toEqual([]);
    expect(validateStatus({ ...object({}), status: value }, schema)).toEqual([]);
  });

  it('asks nothing of the rest, which is as it was', () => {
    const stored = { ...object({ size: 99 }), metadata: { name: 'old' } };
    const submitted = { ...stored, status: { phase: 'Up' } };
    expect(nextObject(widgetKind, { stored, submitted, part: 'status' })).toEqual(submitted);
    expect(() => nextObject(widgetKind, { stored, submitted, part: 'object' })).toThrow('spec.size');
  });
});
