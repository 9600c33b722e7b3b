import type { StructuralSchema } from '../api/structural-schema.ts';
import { type FieldSet, fieldSet } from './field-set.ts';

const text: StructuralSchema = { type: 'string' };

/** k8s.io/apimachinery meta/v1 ObjectMeta, as its list and map types merge. */
const metadata: StructuralSchema = {
  type: 'object',
  properties: {
    name: text,
    generateName: text,
    namespace: text,
    uid: text,
    resourceVersion: text,
    generation: { type: 'integer' },
    selfLink: text,
    creationTimestamp: text,
    deletionTimestamp: text,
    deletionGracePeriodSeconds: { type: 'integer' },
    labels: { type: 'object', additionalProperties: text },
    annotations: { type: 'object', additionalProperties: text },
    finalizers: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
    ownerReferences: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['uid'],
      items: {
        type: 'object',
        'x-kubernetes-map-type': 'atomic',
        properties: {
          apiVersion: text,
          kind: text,
          name: text,
          uid: { ...text, default: '' },
          controller: { type: 'boolean' },
          blockOwnerDeletion: { type: 'boolean' },
        },
      },
    },
  },
};

/** The schema of a whole object, with the parts that every kind has. */
export const managedSchema = (schema: StructuralSchema): StructuralSchema => ({
  ...schema,
  properties: { ...schema.properties, apiVersion: text, kind: text, metadata },
});

/** Fields that nobody owns, since the server alone sets them (k8s.io/apimachinery managedfields stripmeta.go). */
const ofServer = [
  'name',
  'namespace',
  'creationTimestamp',
  'selfLink',
  'uid',
  'generation',
  'managedFields',
  'resourceVersion',
];

/** The set of those fields. */
export const serverFields: FieldSet = fieldSet(
  ['f:apiVersion', 'f:kind', 'f:metadata'],
  [
    [
      'f:metadata',
      fieldSet(
        ofServer.map((name) => `f:${name}`),
        [],
      ),
    ],
  ],
);
