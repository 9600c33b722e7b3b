import { describe, expect, it } from 'vitest';
import { loadCel } from '../../../src/model/cel/load-cel.ts';
import { defaultRuleViolations } from '../../../src/model/check/check-default-rules.ts';
import { checkHoisted } from '../../../src/model/check/check-hoisted.ts';
import { structuralViolations } from '../../../src/model/check/check-structural.ts';
import type { CustomResourceVersion } from '../../../src/model/custom-resource.ts';
import type { Schema } from '../../../src/model/schema/schema.ts';

const said = (schema: Schema) =>
  structuralViolations(schema, 'schema').map(({ path, message }) => `${path}: ${message}`);
const withA = (a: Schema): Schema => ({ type: 'object', properties: { a } });
const TEXT: Schema = { type: 'string' };
const OBJECT: Schema = { type: 'object' };
const EITHER: Schema = { 'x-kubernetes-int-or-string': true };
const BOTH: readonly Schema[] = [{ type: 'integer' }, { type: 'string' }];
const EMBEDDED: Schema = { 'x-kubernetes-embedded-resource': true };
const OPEN: Schema = { 'x-kubernetes-preserve-unknown-fields': true };

// The texts are those of the API server, which a run against it compares with (test/cluster/scaffold-crd-random.test.ts).
describe('what the API server refuses in a schema', () => {
  it.each<[Schema, readonly string[]]>([
    [{}, ['schema: the type must not be empty at the root']],
    [{ type: 'array', items: TEXT }, ['schema: the type must be object at the root, not array']],
    [{ ...OBJECT, nullable: true }, ['schema: nullable cannot be true at the root']],
    [
      { ...OBJECT, additionalProperties: TEXT },
      ['schema: additionalProperties must not be used at the root'],
    ],
    [withA({}), ['schema.a: the type must not be empty for specified object fields']],
    [withA({ type: 'array' }), ['schema.a: items must be specified']],
    [
      withA({ type: 'array', items: {} }),
      ['schema.a[]: the type must not be empty for specified array items'],
    ],
    [
      withA({ ...OBJECT, properties: { b: TEXT }, additionalProperties: TEXT }),
      ['schema.a: additionalProperties and properties are mutual exclusive'],
    ],
    [
      withA({ ...TEXT, 'x-kubernetes-map-type': 'atomic' }),
      ['schema.a: the type must be object if x-kubernetes-map-type is specified'],
    ],
    [
      withA({ ...TEXT, 'x-kubernetes-list-type': 'set' }),
      ['schema.a: the type must be array if x-kubernetes-list-type is specified'],
    ],
    [
      withA({ ...EMBEDDED, ...OPEN }),
      ['schema.a: the type must be object if x-kubernetes-embedded-resource is true'],
    ],
    [
      withA({ ...OBJECT, ...EMBEDDED, additionalProperties: TEXT, ...OPEN }),
      ['schema.a: additionalProperties must not be used if x-kubernetes-embedded-resource is set'],
    ],
    [
      withA({ ...EITHER, ...OPEN }),
      ['schema.a: x-kubernetes-preserve-unknown-fields must be false if x-kubernetes-int-or-string is true'],
    ],
    [{ ...OBJECT, properties: { kind: { type: 'integer' } } }, ['schema: the type of kind must be string']],
    [
      { ...OBJECT, properties: { metadata: { ...OBJECT, description: 'x' } } },
      [
        'schema: metadata must not specify anything other than name and generateName, but metadata is implicitly specified',
      ],
    ],
  ])('%j', (schema, violations) => {
    expect(said(schema)).toEqual(violations);
  });

  it.each<[Schema, readonly string[]]>([
    [{ ...TEXT, anyOf: [{ type: 'string' }] }, ['schema.a.anyOf[0]: type']],
    [{ ...TEXT, not: { allOf: [{ default: 'x' }] } }, ['schema.a.not.allOf[0]: default']],
    [{ ...EITHER, anyOf: [...BOTH].reverse() }, ['schema.a.anyOf[0]: type', 'schema.a.anyOf[1]: type']],
    [{ ...TEXT, anyOf: BOTH }, ['schema.a.anyOf[0]: type', 'schema.a.anyOf[1]: type']],
    [{ ...OBJECT, oneOf: [{ properties: { b: {} } }] }, ['schema.a.oneOf[0].b: the field b']],
    [{ ...OBJECT, oneOf: [{ items: {} }] }, ['schema.a.oneOf[0][]: items']],
  ])('%j beside the structure', (a, violations) => {
    const first = said(withA(a)).map((text) => text.replace(/ must be .*/u, ''));
    expect(first).toEqual(violations);
  });

  it.each<Schema>([
    withA({ ...EITHER, anyOf: BOTH }),
    withA({ ...EITHER, ...TEXT }),
    withA({ ...EITHER, allOf: [{ anyOf: BOTH }, { pattern: 'x' }] }),
    withA({
      ...OBJECT,
      properties: { b: TEXT },
      oneOf: [{ required: ['b'] }, { properties: { b: { enum: ['x'] } } }],
    }),
    withA({ type: 'array', items: TEXT, not: { items: { enum: ['x'] } } }),
    withA({ ...OBJECT, ...EMBEDDED, ...OPEN }),
    { ...OBJECT, properties: { metadata: { ...OBJECT, properties: { name: { maxLength: 5, ...TEXT } } } } },
    { ...OBJECT, ...OPEN },
  ])('not %j', (schema) => {
    expect(said(schema)).toEqual([]);
  });
});

describe('a default', () => {
  it.each<[Schema, readonly string[]]>([
    [{ ...TEXT, default: 'b', 'x-kubernetes-validations': [{ rule: "self.startsWith('a')" }] }, ['schema.a']],
    [{ ...TEXT, default: 'ab', 'x-kubernetes-validations': [{ rule: "self.startsWith('a')" }] }, []],
    [
      {
        ...OBJECT,
        default: { b: 1 },
        properties: { b: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self > 1' }] } },
      },
      ['schema.a'],
    ],
  ])('%j keeps the rules', async (a, paths) => {
    const found = defaultRuleViolations(withA(a), 'schema', await loadCel());
    expect(found.map(({ path }) => path)).toEqual(paths);
  });
});

describe('selectable fields', () => {
  const version = (schema: Schema, selectableFields: readonly string[]): CustomResourceVersion => ({
    name: 'v1',
    served: true,
    storage: true,
    deprecated: false,
    status: false,
    columns: [],
    schema,
    selectableFields,
  });
  const [ONE, OTHER] = [withA(TEXT), withA({ type: 'integer' })];

  it.each<[string, readonly CustomResourceVersion[], number]>([
    ['the same of different schemas', [version(ONE, ['.a']), version(OTHER, ['.a'])], 1],
    ['the same of the same schema', [version(ONE, ['.a']), version(withA(TEXT), ['.a'])], 0],
    ['others in each', [version(ONE, ['.a']), version(OTHER, [])], 0],
    ['others of the same schema', [version(ONE, []), version(ONE, ['.a'])], 1],
    ['those of one version', [version(ONE, ['.a'])], 0],
    ['none', [version(ONE, []), version(OTHER, [])], 0],
  ])('%s', (_, versions, count) => {
    expect(checkHoisted(versions)).toHaveLength(count);
  });
});
