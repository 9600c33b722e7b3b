import { describe, expect, it } from 'vitest';
import { checkCustomResource } from '../../../../src/model/check/check-custom-resource.ts';
import { buildSchema } from '../../../../src/model/schema/build-schema.ts';
import { completeDescribed } from '../../../../src/model/source/described-resource.ts';
import { readSources } from '../../../../src/model/source/read-sources.ts';
import { parseField } from '../../../../src/options/custom-resource/field.ts';
import { renderCrd } from '../../../../src/render/render-crd.ts';
import { renderYaml } from '../../../../src/render/yaml.ts';

const FALLBACK = {
  group: 'stable.example.com',
  kind: 'CronTab',
  version: 'v1',
  scope: 'Namespaced',
} as const;

/** The CRD that a file describes, as text; fails where it is refused. */
async function crdOf(name: string, text: string): Promise<string> {
  const read = await readSources([{ name, text }], {}, () => undefined);
  if (!read.ok) throw new Error(JSON.stringify(read.violations));
  const [resource] = read.value.map((described) => completeDescribed(described, FALLBACK));
  if (resource === undefined) throw new Error('nothing was described');
  expect(checkCustomResource(resource)).toEqual([]);
  return renderYaml(renderCrd(resource));
}

function crdOfFields(fields: readonly string[]): string {
  const declarations = fields.flatMap((field) => parseField(field).value ?? []);
  const status = fields.some((field) => field.startsWith('status'));
  const { schema, violations } = buildSchema(declarations, status);
  expect(violations).toEqual([]);
  const described = { names: {}, versions: [{ schema, status }], labels: {}, annotations: {} };
  return renderYaml(renderCrd(completeDescribed(described, FALLBACK)));
}

type Case = {
  readonly fields: readonly string[];
  /** JSON Schema of `spec`. */
  readonly spec: object;
  /** The body of an interface that is the type of `spec`. */
  readonly typescript: string;
  readonly sample?: object;
};

const cases: Readonly<Record<string, Case>> = {
  'a text, required': {
    fields: ['spec.a:string!{minLength=1,maxLength=5,pattern="^[a-z]+$",desc="the name"}'],
    spec: {
      properties: {
        a: { type: 'string', minLength: 1, maxLength: 5, pattern: '^[a-z]+$', description: 'the name' },
      },
      required: ['a'],
    },
    typescript: '/** the name @minLength 1 @maxLength 5\n@pattern ^[a-z]+$ */ a: string;',
  },
  'whole numbers': {
    fields: ['spec.a:int32=1{min=0,max=10}', 'spec.b:int64', 'spec.c:integer{multipleOf=2}'],
    spec: {
      properties: {
        a: { type: 'integer', format: 'int32', minimum: 0, maximum: 10, default: 1 },
        b: { type: 'integer', format: 'int64' },
        c: { type: 'integer', multipleOf: 2 },
      },
    },
    typescript:
      '/** @int32 @minimum 0 @maximum 10 @default 1 */ a?: number; /** @int64 */ b?: number; /** @integer @multipleOf 2 */ c?: number;',
  },
  'numbers that bounds exclude': {
    fields: ['spec.a:number{min=0,exclusiveMin,max=1.5}'],
    spec: { properties: { a: { type: 'number', exclusiveMinimum: 0, maximum: 1.5 } } },
    typescript: '/** @exclusiveMinimum 0 @maximum 1.5 */ a?: number;',
  },
  enums: {
    fields: ['spec.a:string=x{enum=x|y}', 'spec.b:integer{enum=1|2}'],
    spec: {
      properties: { a: { enum: ['x', 'y'], default: 'x' }, b: { oneOf: [{ const: 1 }, { const: 2 }] } },
    },
    typescript: "/** @default x */ a?: 'x' | 'y'; b?: 1 | 2;",
  },
  'lists and maps': {
    fields: ['spec.a:string[]', 'spec.b:map<integer>', 'spec.d:string[][]'],
    spec: {
      properties: {
        a: { type: 'array', items: { type: 'string' } },
        b: { type: 'object', additionalProperties: { type: 'integer' } },
        d: { type: 'array', items: { type: 'array', items: { type: 'string' } } },
      },
    },
    typescript: 'a?: string[]; b?: Record<string, Int>; d?: ReadonlyArray<readonly string[]>;',
    sample: { a: ['x'], b: { 'a.b': 1 }, d: [['x']] },
  },
  sets: {
    fields: ['spec.c:string[]{listType=set,minItems=1}'],
    spec: { properties: { c: { type: 'array', items: { type: 'string' }, uniqueItems: true, minItems: 1 } } },
    typescript: '/** @minItems 1 */ c?: Set<string>;',
  },
  'lists with a key': {
    fields: [
      'spec.p:object[]{listType=map,listMapKey=name}',
      'spec.p[].name:string!',
      'spec.p[].port:integer',
    ],
    spec: {
      properties: {
        p: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, port: { type: 'integer' } },
          },
        },
      },
    },
    typescript: '/** @listType map\n@listMapKey name */ p?: { name: string; port?: Int }[];',
    sample: { p: [{ name: 'a', port: 1 }, { name: 'b' }] },
  },
  'times, quantities, numbers or texts': {
    fields: ['spec.startTime:date-time', 'spec.limits:map<quantity>', 'spec.maxSurge:int-or-string'],
    spec: {
      properties: {
        startTime: { type: 'string', format: 'date-time' },
        limits: {
          type: 'object',
          additionalProperties: {
            'x-kubernetes-int-or-string': true,
            pattern:
              '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
          },
        },
        maxSurge: { type: ['integer', 'string'] },
      },
    },
    typescript: 'startTime?: Date; limits?: Record<string, Quantity>; maxSurge?: number | string;',
    sample: { startTime: '2026-01-01T00:00:00Z', limits: { cpu: '500m' }, maxSurge: '25%' },
  },
  'null, anything, any object': {
    fields: ['spec.a:string{nullable}', 'spec.b:any', 'spec.c:object{preserve}'],
    spec: {
      properties: {
        a: { type: ['string', 'null'] },
        b: {},
        c: { type: 'object', additionalProperties: true },
      },
    },
    typescript: 'a?: string | null; b?: unknown; c?: Record<string, unknown>;',
  },
  'fields that must not change': {
    fields: ['spec.a:string{immutable}'],
    spec: {
      properties: {
        a: {
          type: 'string',
          'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'a is immutable' }],
        },
      },
    },
    typescript: '/** @immutable */ a?: string;',
  },
  'objects in objects': {
    fields: ['spec.a.b.c:boolean=true', 'spec.a.b.d:string'],
    spec: {
      properties: {
        a: { $ref: '#/$defs/A' },
      },
      $defs: {
        A: {
          type: 'object',
          properties: { b: { properties: { c: { type: 'boolean', default: true }, d: { type: 'string' } } } },
        },
      },
    },
    typescript: 'a?: { b?: { /** @default true */ c?: boolean; d?: string } };',
  },
};

describe.each(Object.entries(cases))('%s', (_name, { fields, spec, typescript, sample }) => {
  const expected = crdOfFields(fields);
  const { $defs, ...plain } = { $defs: {}, ...spec };
  const required = 'required' in spec;
  const whole = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'CronTab',
    type: 'object',
    properties: {
      apiVersion: { const: 'stable.example.com/v1' },
      kind: { const: 'CronTab' },
      metadata: { type: 'object' },
      spec: { type: 'object', ...plain },
    },
    ...(required ? { required: ['spec'] } : {}),
    $defs,
  };

  it('is the same as a JSON Schema of the object', async () => {
    expect(await crdOf('schema.json', JSON.stringify(whole))).toBe(expected);
  });

  it('is the same as a JSON Schema of draft-07 of the spec alone', async () => {
    const document = { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', ...spec };
    expect(await crdOf('schema.json', JSON.stringify(document))).toBe(expected);
  });

  it('is the same as a TypeScript type', async () => {
    const text = `/** @integer */ type Int = number;\ntype Spec = { ${typescript} };\n/** @group stable.example.com */\nexport interface CronTab { metadata: ObjectMeta; spec${required ? '' : '?'}: Spec }`;
    expect(await crdOf('types.ts', text)).toBe(expected);
  });

  it('is the same as the CRD itself', async () => {
    expect(await crdOf('crd.yaml', expected)).toBe(expected);
  });

  if (sample === undefined) return;
  it('is the same as a sample', async () => {
    const object = {
      apiVersion: 'stable.example.com/v1',
      kind: 'CronTab',
      metadata: { name: 'a', namespace: 'b' },
      spec: sample,
    };
    expect(await crdOf('sample.json', JSON.stringify(object))).toBe(expected);
  });
});
