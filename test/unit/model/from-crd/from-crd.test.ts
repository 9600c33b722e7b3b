import { describe, expect, it } from 'vitest';
import { checkCustomResource } from '../../../../src/model/check/check-custom-resource.ts';
import { fromCrd } from '../../../../src/model/from-crd/from-crd.ts';
import type { JsonObject } from '../../../../src/model/json-value.ts';
import { completeDescribed } from '../../../../src/model/source/described-resource.ts';
import { emptyNotes } from '../../../../src/model/source/notes.ts';
import { renderCrd } from '../../../../src/render/render-crd.ts';

const FALLBACK = { group: '', kind: '', version: '', scope: 'Namespaced' } as const;

/** A CRD with every field of apiextensions v1 that the API server takes. */
const spec = {
  group: 'example.com',
  names: {
    kind: 'Foo',
    listKind: 'FooList',
    plural: 'foos',
    singular: 'foo',
    shortNames: ['fo'],
    categories: ['all'],
  },
  scope: 'Cluster',
  versions: [
    {
      name: 'v2',
      served: true,
      storage: true,
      subresources: {
        status: {},
        scale: {
          specReplicasPath: '.spec.n',
          statusReplicasPath: '.status.n',
          labelSelectorPath: '.status.s',
        },
      },
      additionalPrinterColumns: [
        {
          name: 'N',
          type: 'integer',
          format: 'int32',
          jsonPath: '.spec.n',
          priority: 1,
          description: 'how many',
        },
      ],
      selectableFields: [{ jsonPath: '.spec.t' }],
      schema: {
        openAPIV3Schema: {
          title: 'a foo',
          description: 'what it is',
          externalDocs: { url: 'https://example.com', description: 'more' },
          type: 'object',
          required: ['spec'],
          properties: {
            spec: {
              type: 'object',
              'x-kubernetes-map-type': 'atomic',
              'x-kubernetes-validations': [
                {
                  rule: 'has(self.n)',
                  message: 'n is needed',
                  messageExpression: '"n"',
                  reason: 'FieldValueInvalid',
                  fieldPath: '.n',
                  optionalOldSelf: true,
                },
              ],
              required: ['t'],
              properties: {
                n: {
                  type: 'integer',
                  format: 'int32',
                  default: 1,
                  minimum: 0,
                  exclusiveMinimum: true,
                  maximum: 9,
                  exclusiveMaximum: true,
                  multipleOf: 1,
                },
                t: {
                  type: 'string',
                  minLength: 1,
                  maxLength: 9,
                  pattern: '^[a-z]+$',
                  example: 'abc',
                  nullable: true,
                  enum: ['abc', 'def'],
                },
                l: {
                  type: 'array',
                  minItems: 0,
                  maxItems: 3,
                  'x-kubernetes-list-type': 'map',
                  'x-kubernetes-list-map-keys': ['k'],
                  items: { type: 'object', required: ['k'], properties: { k: { type: 'string' } } },
                },
                m: {
                  type: 'object',
                  minProperties: 0,
                  maxProperties: 3,
                  additionalProperties: {
                    anyOf: [{ type: 'integer' }, { type: 'string' }],
                    'x-kubernetes-int-or-string': true,
                  },
                },
                e: {
                  type: 'object',
                  'x-kubernetes-embedded-resource': true,
                  'x-kubernetes-preserve-unknown-fields': true,
                },
                o: {
                  type: 'object',
                  properties: { a: { type: 'string' }, b: { type: 'string' } },
                  oneOf: [{ required: ['a'] }, { required: ['b'] }],
                  allOf: [{ properties: { a: { minLength: 2 } } }],
                  not: { required: ['a', 'b'] },
                  anyOf: [{ required: ['a'] }, { required: ['b'] }],
                },
              },
            },
            status: { type: 'object', properties: { n: { type: 'integer' }, s: { type: 'string' } } },
          },
        },
      },
    },
    {
      name: 'v1',
      served: false,
      storage: false,
      deprecated: true,
      deprecationWarning: 'use v2',
      schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
    },
  ],
  conversion: {
    strategy: 'Webhook',
    webhook: {
      clientConfig: { service: { namespace: 'n', name: 's', path: '/c', port: 8443 } },
      conversionReviewVersions: ['v1'],
    },
  },
};
const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'foos.example.com', labels: { a: 'b' }, annotations: { 'example.com/c': 'd' } },
  spec,
};

function read(document: unknown) {
  const notes = emptyNotes();
  const plain: JsonObject = JSON.parse(JSON.stringify(document));
  const resource = fromCrd(plain, { path: 'crd.yaml', notes });
  return { resource, ...notes };
}

it('keeps every field that the API server takes', () => {
  const { resource, violations, warnings } = read(crd);
  expect({ violations, warnings }).toEqual({ violations: [], warnings: [] });
  if (resource === undefined) throw new Error('refused');
  const complete = completeDescribed(resource, FALLBACK);
  expect(checkCustomResource(complete).filter(({ path }) => !path.includes('caBundle'))).toEqual([]);
  expect(renderCrd(complete)).toEqual(crd);
});

/** The CRD with something else at a path. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const change = (node: unknown, [step, ...rest]: readonly (string | number)[]): unknown => {
    if (step === undefined) return value;
    if (Array.isArray(node)) return node.map((item, index) => (index === step ? change(item, rest) : item));
    return { ...Object(node), [step]: change(Object(node)[step], rest) };
  };
  return change(crd, path);
}

const V2 = ['spec', 'versions', 0] as const;
const SCHEMA = [...V2, 'schema', 'openAPIV3Schema'] as const;
const T = [...SCHEMA, 'properties', 'spec', 'properties', 't'] as const;
const N = [...SCHEMA, 'properties', 'spec', 'properties', 'n'] as const;

describe('refuses, with its path, what would be lost', () => {
  it.each<[string, readonly (string | number)[], unknown, string, RegExp]>([
    [
      'another version of CRDs',
      ['apiVersion'],
      'apiextensions.k8s.io/v1beta1',
      'crd.yaml',
      /kx reads apiextensions.k8s.io\/v1/,
    ],
    ['an unknown field', ['spec', 'scoped'], 'x', 'crd.yaml.spec.scoped', /no field 'scoped'/],
    [
      'an unknown keyword',
      [...T, 'minLenght'],
      1,
      'crd.yaml.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.t.minLenght',
      /no field/,
    ],
    ['$ref', [...T, '$ref'], '#/x', '.t.$ref', /supports it in no CRD/],
    ['definitions', [...SCHEMA, 'definitions'], {}, '.definitions', /supports it in no CRD/],
    ['patternProperties', [...T, 'patternProperties'], {}, '.patternProperties', /supports it in no CRD/],
    ['uniqueItems', [...T, 'uniqueItems'], true, '.uniqueItems', /quadratic/],
    [
      'preserve that is false',
      [...T, 'x-kubernetes-preserve-unknown-fields'],
      false,
      'preserve-unknown-fields',
      /must be true or left out/,
    ],
    [
      'preserveUnknownFields',
      ['spec', 'preserveUnknownFields'],
      true,
      'crd.yaml.spec.preserveUnknownFields',
      /must be false/,
    ],
    ['a type of its own', [...T, 'type'], 'text', '.t.type', /must be one of/],
    [
      'a name that does not fit',
      ['metadata', 'name'],
      'x',
      'crd.yaml.metadata.name',
      /must be foos.example.com/,
    ],
    ['a version without a schema', [...V2, 'schema'], {}, 'crd.yaml.spec.versions[0]', /has no schema/],
    ['a number that is a text', [...T, 'minLength'], '1', '.t.minLength', /must be a number/],
    [
      'a rule without a rule',
      [...T, 'x-kubernetes-validations'],
      [{ message: 'x' }],
      'validations[0]',
      /not specified/,
    ],
    [
      'a webhook without a client',
      ['spec', 'conversion', 'webhook'],
      { conversionReviewVersions: ['v1'] },
      'spec.conversion',
      /service or a url/,
    ],
  ])('%s', (_name, path, value, expectedPath, expected) => {
    const { violations, resource } = read(changed(path, value));
    expect(violations.map((violation) => violation.path).join('\n')).toContain(expectedPath);
    expect(violations.map(({ message }) => message).join('\n')).toMatch(expected);
    if (path[0] !== 'spec' || path[1] !== 'conversion') expect(resource).toBeUndefined();
  });
});

describe('names in a warning what means the same without it', () => {
  it.each<[string, readonly (string | number)[], unknown, RegExp]>([
    ['an unknown format', [...T, 'format'], 'hostname-rfc1123', /format 'hostname-rfc1123'/],
    [
      'additionalProperties: true',
      [...SCHEMA, 'properties', 'spec', 'properties', 'm', 'additionalProperties'],
      true,
      /becomes x-kubernetes-preserve-unknown-fields/,
    ],
    [
      'additionalProperties: false',
      [...SCHEMA, 'properties', 'spec', 'properties', 'm', 'additionalProperties'],
      false,
      /left out/,
    ],
    [
      'what kubectl remembers',
      ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'],
      '{}',
      /last-applied/,
    ],
    ['an empty oneOf', [...SCHEMA, 'oneOf'], [], /the empty list says nothing/],
    ['a bound beyond int32', [...N, 'maximum'], 4_294_967_295, /int32 becomes int64/],
    ['a bound beyond any number', [...N, 'minimum'], -(2 ** 63), /beyond any whole number/],
    ['finalizers', ['metadata', 'finalizers'], ['x'], /belongs to the object/],
  ])('%s', (_name, path, value, expected) => {
    const { warnings, resource } = read(changed(path, value));
    expect(warnings.map(({ message }) => message).join('\n')).toMatch(expected);
    expect(resource).toBeDefined();
  });
});

it('leaves out what the server sets, and the texts on fields that every object has', () => {
  const server = changed(['metadata', 'uid'], 'x');
  const texts = {
    apiVersion: { type: 'string', description: 'APIVersion defines…' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
  };
  const document = changed([...SCHEMA, 'properties'], {
    ...spec.versions[0]?.schema.openAPIV3Schema.properties,
    ...texts,
  });
  for (const each of [{ ...Object(server), status: { conditions: [] } }, document]) {
    const { resource, violations, warnings } = read(each);
    expect({ violations, warnings }).toEqual({ violations: [], warnings: [] });
    expect(resource === undefined ? undefined : renderCrd(completeDescribed(resource, FALLBACK))).toEqual(
      crd,
    );
  }
});

it('keeps a limit of metadata.name', () => {
  const name = { type: 'object', properties: { name: { type: 'string', maxLength: 9 } } };
  const { resource } = read(changed([...SCHEMA, 'properties', 'metadata'], name));
  expect(resource?.versions[0]?.schema.properties?.['metadata']).toEqual(name);
});
