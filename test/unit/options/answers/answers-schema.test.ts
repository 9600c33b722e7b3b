import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/model/json-value.ts';
import { ANSWERS_SCHEMAS } from '../../../../src/options/answers/answers-schemas.ts';
import { documentLayer } from '../../../../src/options/answers/document-layer.ts';
import { FIELD_MEMBERS } from '../../../../src/options/answers/field-members.ts';
import { SCAFFOLD_CRD_OPTIONS } from '../../../../src/options/scaffold-crd/options.ts';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const VALIDATORS = new Map(
  Object.entries(ANSWERS_SCHEMAS).map(([name, schema]) => [name, ajv.compile(schema)] as const),
);

function accepts(name: string, document: JsonObject): boolean {
  return VALIDATORS.get(name)?.(document) === true;
}

it.each(Object.entries(ANSWERS_SCHEMAS))('%s says what it is and describes every answer', (name, schema) => {
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:kx:answers:${name}`,
    additionalProperties: false,
  });
  for (const property of Object.values(Object(schema['properties']))) {
    expect(property).toMatchObject({ description: expect.stringMatching(/^[^(].*[^.]$/u) });
  }
});

const FIELD = {
  path: 'spec.a',
  type: 'string',
  required: true,
  default: 'x',
  enum: ['x', 'y'],
  listMapKey: ['a', 'b'],
  nullable: null,
};

// What kx reads, and what it refuses by its form alone; the schema must say the same of each.
const SAME: readonly (readonly [name: string, document: JsonObject, isTaken: boolean])[] = [
  ['scaffold-crd', {}, true],
  ['scaffold-crd', { $schema: 'x', kind: 'A', scope: 'Cluster', status: true }, true],
  ['scaffold-crd', { kind: null, fields: null, status: null, scope: null, scale: null, labels: null }, true],
  ['scaffold-crd', { kind: 1 }, true],
  ['scaffold-crd', { fields: ['a:string', FIELD], versions: [{ name: 'v1', served: false }] }, true],
  [
    'scaffold-crd',
    { columns: ['A:date:.a', { name: 'A', type: 'date', jsonPath: '.a', priority: 1 }] },
    true,
  ],
  ['scaffold-crd', { scale: '.a:.b' }, true],
  ['scaffold-crd', { scale: { specReplicasPath: '.a', statusReplicasPath: '.b' } }, true],
  ['scaffold-crd', { labels: { a: 'b', n: 1, z: null }, annotations: ['a=b'] }, true],
  ['scaffold-crd', { kin: 'A' }, false],
  ['scaffold-crd', { dryRun: true }, false],
  ['scaffold-crd', { kind: true }, false],
  ['scaffold-crd', { kind: 1.5 }, false],
  ['scaffold-crd', { kind: ['A'] }, false],
  ['scaffold-crd', { status: 'yes' }, false],
  ['scaffold-crd', { fields: 3 }, false],
  ['scaffold-crd', { fields: 'a:string' }, false],
  ['scaffold-crd', { fields: [{ path: 'a' }] }, false],
  ['scaffold-crd', { fields: [{ ...FIELD, minn: 1 }] }, false],
  ['scaffold-crd', { fields: [{ ...FIELD, min: '1' }] }, false],
  ['scaffold-crd', { fields: [null] }, false],
  ['scaffold-crd', { versions: [{ name: 'v1', stored: true }] }, false],
  ['scaffold-crd', { columns: [{ name: 'A', type: 'date' }] }, false],
  ['scaffold-crd', { scale: { specReplicasPath: '.a' } }, false],
  ['scaffold-crd', { labels: { a: true } }, false],
  ['scaffold-crd', { labels: 'a=b' }, false],
];

describe('kx and the schema agree', () => {
  it.each(SAME)('%s %j: %s', (name, document, isTaken) => {
    expect(accepts(name, document)).toBe(isTaken);
    const { violations } = documentLayer({ groups: SCAFFOLD_CRD_OPTIONS }, document, 'f');
    expect(violations.length === 0).toBe(isTaken);
  });
});

it.each<[string, JsonObject, boolean]>([
  ['scaffold-aa', { name: 'my-aa', certs: false, version: 'v1' }, true],
  ['scaffold-aa', { version: ['v1'] }, false],
  ['scaffold-aa', { resources: ['Gadget', { kind: 'Gizmo', scope: 'Cluster', fields: ['a:string'] }] }, true],
  ['scaffold-aa', { resources: [{ kind: 'Gizmo', scope: 'cluster' }] }, false],
  ['scaffold-aa', { resources: [{ plural: 'gizmos' }] }, false],
  ['scaffold-aa', { labels: {} }, false],
  ['certs-gen', { days: 365, profile: 'client', keyType: 'p256', dnsNames: ['a'] }, true],
  ['certs-gen', { days: '365' }, true],
  ['certs-gen', { profile: 'clients' }, false],
  ['certs-gen', { dnsNames: 'a' }, false],
])('%s %j: %s', (name, document, isTaken) => {
  expect(accepts(name, document)).toBe(isTaken);
});

it('refuses a word that is none of the choices', () => {
  expect(accepts('scaffold-crd', { scope: 'cluster' })).toBe(false);
});

it.each(Object.keys(FIELD_MEMBERS))('knows the member %s of a field', (key) => {
  expect(accepts('scaffold-crd', { fields: [{ path: 'a', type: 'string', [key]: null }] })).toBe(
    !['path', 'type'].includes(key),
  );
});
