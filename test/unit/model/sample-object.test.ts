import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import type { CustomResource } from '../../../src/model/custom-resource.ts';
import { sampleObject } from '../../../src/model/sample/sample-object.ts';
import type { Schema } from '../../../src/model/schema/schema.ts';
import { validateValue } from '../../../src/model/value/validate-value.ts';
import { checkCustomResourceFlags } from '../../../src/options/custom-resource/answers.ts';
import { fc } from '../../support/seeded-fast-check.ts';
import { fieldLists } from '../options/custom-resource-field-lists.ts';

function resourceOf(field: readonly string[], status = false): CustomResource | undefined {
  const options = { kind: 'Thing', field, status };
  const checked = checkCustomResourceFlags({ options, fullName: 'things.example.com', defaultVersion: 'v1' });
  return checked.ok ? checked.value.resource : undefined;
}

function sampleOf(field: readonly string[], mode: 'full' | 'minimal', status = false): unknown {
  const resource = resourceOf(field, status);
  const [version] = resource?.versions ?? [];
  return resource && version && sampleObject(resource, version, mode);
}

describe('samples', () => {
  it.each<readonly [readonly string[], unknown, unknown]>([
    [[], undefined, { key: 'value' }],
    [['spec.a:string'], undefined, { a: 'example' }],
    [['spec.a:string!', 'spec.b:int32=3'], { a: 'example' }, { a: 'example', b: 3 }],
    [['spec.a:int32!'], { a: 1 }, { a: 1 }],
    [['spec.a:int32!{min=5}'], { a: 5 }, { a: 5 }],
    [['spec.a:int32!{max=-5}'], { a: -5 }, { a: -5 }],
    [['spec.a:int32!{min=4,multipleOf=3}'], { a: 6 }, { a: 6 }],
    [['spec.a:number!{min=0,exclusiveMin,max=1,exclusiveMax}'], { a: 0.5 }, { a: 0.5 }],
    [['spec.a:number!{multipleOf=0.1,min=0.25,max=0.35}'], { a: 0.3 }, { a: 0.3 }],
    [['spec.a:number!{multipleOf=0.5}'], { a: 0.5 }, { a: 0.5 }],
    [['spec.a:string!{enum=b|a}'], { a: 'b' }, { a: 'b' }],
    [['spec.a:string=a{enum=b|a}'], undefined, { a: 'a' }],
    [['spec.a:string!{pattern="^v\\\\d$"}'], { a: 'v0' }, { a: 'v0' }],
    [['spec.a:string!{minLength=10,maxLength=10}'], { a: 'a'.repeat(10) }, { a: 'a'.repeat(10) }],
    [['spec.a:quantity!'], { a: '1Gi' }, { a: '1Gi' }],
    [['spec.a:string[]!'], { a: [] }, { a: ['example'] }],
    [
      ['spec.a:string[]!{listType=set,minItems=2}'],
      { a: ['example', 'sample'] },
      { a: ['example', 'sample'] },
    ],
    [['spec.a:map<int32>!'], { a: {} }, { a: { key: 1 } }],
    [['spec.a:map<int32>!{minProperties=2}'], { a: { key: 1, 'key-2': 1 } }, { a: { key: 1, 'key-2': 1 } }],
    [['spec.a:string[]!{maxItems=0}'], { a: [] }, { a: [] }],
    [
      ['spec.a:object!{minProperties=1}', 'spec.a.x:int32', 'spec.a.y:int32'],
      { a: { x: 1 } },
      { a: { x: 1, y: 1 } },
    ],
    [
      ['spec.a:object!{maxProperties=1}', 'spec.a.x:int32', 'spec.a.y:int32!'],
      { a: { y: 1 } },
      { a: { y: 1 } },
    ],
    [
      ['spec.a:object!{embedded}'],
      { a: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'example' } } },
      { a: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'example' } } },
    ],
  ])('of %j', (field, minimal, full) => {
    const object = { apiVersion: 'example.com/v1', kind: 'Thing' };
    const spec = (value: unknown) => (value === undefined ? {} : { spec: value });
    expect(sampleOf(field, 'minimal')).toEqual({
      ...object,
      metadata: { name: 'thing-minimal' },
      ...spec(minimal),
    });
    expect(sampleOf(field, 'full')).toEqual({ ...object, metadata: { name: 'thing-full' }, ...spec(full) });
  });

  it('tell the items of a map by their keys', () => {
    const keys = ['spec.p[].name:string!{enum=a|b}', 'spec.p[].port:int32!{enum=1|2}'];
    const field = ['spec.p:object[]!{listType=map,listMapKey=name,listMapKey=port,minItems=3}', ...keys];
    expect(sampleOf(field, 'minimal')).toMatchObject({
      spec: {
        p: [
          { name: 'a', port: 1 },
          { name: 'b', port: 1 },
          { name: 'a', port: 2 },
        ],
      },
    });
  });

  it('leave out a status that the API server would drop', () => {
    expect(sampleOf(['status.a:string'], 'full')).toHaveProperty('status');
    expect(sampleOf(['status.a:string'], 'full', true)).not.toHaveProperty('status');
  });
});

it('whatever fields are accepted, both samples satisfy their schema, by ajv and by kx, with nothing that would be dropped', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fieldLists, fc.boolean(), (field, status) => {
      const resource = resourceOf(field, status);
      const [version] = resource?.versions ?? [];
      if (resource === undefined || version === undefined) return;
      accepted += 1;
      const validate = ajv().compile(withClosedObjects(version.schema));
      for (const mode of ['minimal', 'full'] as const) {
        const { apiVersion: _a, kind: _k, metadata: _m, ...body } = sampleObject(resource, version, mode);
        expect(validate(body), JSON.stringify([body, validate.errors])).toBe(true);
        expect(validateValue(version.schema, body)).toEqual([]);
      }
    }),
    { numRuns: 400 },
  );
  expect(accepted).toBeGreaterThan(100);
});

function ajv() {
  const formats = [
    'int32',
    'int64',
    'float',
    'double',
    'byte',
    'date',
    'date-time',
    'duration',
    'password',
    'uuid',
  ];
  const others = ['ipv4', 'ipv6', 'cidr', 'mac', 'uri', 'email', 'hostname'];
  const known = Object.fromEntries([...formats, ...others].map((name) => [name, true as const]));
  // OpenAPI 3.0 has exclusive bounds as booleans, as JSON Schema draft 4 had.
  return new Ajv.default({ strict: false, formats: known, allErrors: true, multipleOfPrecision: 9 });
}

/** What the API server prunes must be an error, and OpenAPI's keywords those of JSON Schema. */
function withClosedObjects(schema: Schema): object {
  const { properties, items, additionalProperties, nullable: _, minimum, maximum, ...rest } = schema;
  const { exclusiveMinimum: low, exclusiveMaximum: high, ...others } = rest;
  const open =
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema['x-kubernetes-embedded-resource'] === true;
  const closed = schema.type === 'object' && !open ? { additionalProperties: false } : {};
  return {
    ...others,
    ...(minimum === undefined ? {} : { [low === true ? 'exclusiveMinimum' : 'minimum']: minimum }),
    ...(maximum === undefined ? {} : { [high === true ? 'exclusiveMaximum' : 'maximum']: maximum }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, child]) => [name, withClosedObjects(child)]),
          ),
        }),
    ...(items === undefined ? {} : { items: withClosedObjects(items) }),
    ...(additionalProperties === undefined
      ? closed
      : { additionalProperties: withClosedObjects(additionalProperties) }),
  };
}
