import { expect, it } from 'vitest';
import type { ConversionWebhook } from '../../../src/model/conversion.ts';
import type { CustomResource, ResourceNames } from '../../../src/model/custom-resource.ts';
import { lintResource } from '../../../src/model/lint/lint-resource.ts';
import { completeNames } from '../../../src/model/resource-names.ts';
import type { Schema } from '../../../src/model/schema/schema.ts';

function resourceOf(schemas: readonly Schema[], names: Partial<ResourceNames> = {}): CustomResource {
  return {
    group: 'a.io',
    names: { ...completeNames({ kind: 'Thing' }), ...names },
    scope: 'Namespaced',
    versions: schemas.map((schema, index) => ({
      name: `v${index + 1}`,
      served: true,
      storage: index === 0,
      deprecated: false,
      schema,
      status: true,
      columns: [],
      selectableFields: [],
    })),
    labels: {},
    annotations: {},
  };
}

const said = (resource: CustomResource) =>
  lintResource(resource).map(({ path, message }) => `${path}: ${message}`);
const EMPTY: Schema = { type: 'object' };
const specOf = (spec: Schema): Schema => ({ type: 'object', properties: { spec } });
const statusOf = (conditions: Schema): Schema => ({
  type: 'object',
  properties: { status: { type: 'object', properties: { conditions } } },
});

it.each<readonly [Partial<ResourceNames>, string]>([
  [{ shortNames: ['th', 'po'] }, 'names.shortNames[1]: kubectl get po shows the built-in pods'],
  [{ shortNames: ['svc'] }, 'names.shortNames[0]: kubectl get svc shows the built-in services'],
  [{ shortNames: ['vac'] }, 'the built-in volumeattributesclasses.storage.k8s.io'],
  [{ shortNames: ['secrets'] }, 'names.shortNames[0]: kubectl get secrets shows the built-in secrets'],
  [{ plural: 'services' }, 'names.plural: kubectl get services shows the built-in services'],
  [{ singular: 'ingress' }, 'the built-in ingresses.networking.k8s.io'],
])('warns of the names %j', (names, message) => {
  expect(said(resourceOf([EMPTY], names)).join('\n')).toContain(message);
});

it('warns of a resource that the API server has itself, once', () => {
  const builtIn = {
    ...resourceOf([EMPTY], { plural: 'leases', singular: 'lease' }),
    group: 'coordination.k8s.io',
  };
  expect(said(builtIn)).toEqual([
    expect.stringContaining('names.plural: leases.coordination.k8s.io is built in'),
  ]);
});

it('says nothing of names of its own', () => {
  expect(said(resourceOf([EMPTY], { shortNames: ['th', 'constructor'] }))).toEqual([]);
});

const LIST: Schema = { type: 'array', items: { type: 'string' } };

it.each<readonly [Schema, string]>([
  [
    specOf({ type: 'object', required: ['nmae'], properties: { name: { type: 'string' } } }),
    "requires 'nmae'",
  ],
  [specOf(LIST), 'is a list without a list type'],
  [specOf({ type: 'string', nullable: true, enum: ['a', 'b'] }), 'its enum does not have null'],
  [
    specOf({
      type: 'array',
      items: { type: 'object', 'x-kubernetes-map-type': 'atomic' },
      'x-kubernetes-list-type': 'set',
    }),
    'is a set of objects',
  ],
  [
    specOf({ ...LIST, items: { type: 'string', default: 'a' } }),
    'schema.spec[]: has a default that never applies: an item',
  ],
  [
    specOf({ type: 'object', additionalProperties: { type: 'string', default: 'a' } }),
    'schema.spec{}: has a default that never applies: a value',
  ],
  [specOf({ enum: ['a'], 'x-kubernetes-preserve-unknown-fields': true }), 'has an enum and no type'],
  [statusOf(EMPTY), 'conditions are a list in every Kubernetes API'],
  [statusOf({ ...LIST, 'x-kubernetes-list-type': 'atomic' }), 'conditions are not told apart by type'],
  [
    specOf({
      type: 'object',
      properties: { tags: { ...LIST, 'x-kubernetes-list-type': 'set' } },
      'x-kubernetes-validations': [{ rule: 'self.tags.all(tag, tag != "")' }],
    }),
    'its rules go over what has no bounds: tags',
  ],
  [
    specOf({
      type: 'array',
      'x-kubernetes-list-type': 'atomic',
      items: { type: 'string', maxLength: 10, 'x-kubernetes-validations': [{ rule: 'self != "a"' }] },
    }),
    'the lists and maps that it is in',
  ],
])('warns of %j', (schema, message) => {
  expect(said(resourceOf([schema])).join('\n')).toContain(message);
});

it.each<Schema>([
  specOf({ type: 'object', required: ['a'], 'x-kubernetes-preserve-unknown-fields': true }),
  specOf({ type: 'object', required: ['a'], additionalProperties: { type: 'string' } }),
  specOf({ ...LIST, 'x-kubernetes-list-type': 'atomic' }),
  specOf({ type: 'string', nullable: true, enum: ['a', null] }),
  specOf({ type: 'string', enum: ['a'] }),
  statusOf({ ...LIST, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] }),
  specOf({
    type: 'object',
    properties: { tags: { ...LIST, maxItems: 3, 'x-kubernetes-list-type': 'set' }, name: { type: 'string' } },
    'x-kubernetes-validations': [{ rule: 'self.tags.all(tag, tag != "")' }, { rule: 'self.name != "a"' }],
  }),
])('says nothing of %j', (schema) => {
  expect(said(resourceOf([schema]))).toEqual([]);
});

const OTHER = specOf({ type: 'object', description: 'other', properties: { a: { type: 'string' } } });
const SAME = specOf({ type: 'object', description: 'same', properties: { a: { type: 'string' } } });
const WEBHOOK: ConversionWebhook = { client: { url: 'https://a.io' }, reviewVersions: ['v1'] };

it('warns of versions that differ where nothing converts', () => {
  expect(said(resourceOf([EMPTY, OTHER]))).toEqual([
    expect.stringContaining('versions[1]: v2 and the storage version v1'),
  ]);
  expect(said(resourceOf([SAME, OTHER]))).toEqual([]);
  expect(said({ ...resourceOf([EMPTY, OTHER]), conversion: WEBHOOK })).toEqual([]);
});

it('says what holds for two versions once', () => {
  expect(said(resourceOf([specOf(LIST), specOf(LIST)]))).toHaveLength(1);
});
