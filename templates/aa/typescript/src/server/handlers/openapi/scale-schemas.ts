import type { KindDefinition } from '../../api/kind-definition.ts';
import type { OpenApiSchema } from './open-api-types.ts';
import { metaPrefix, scaleSchemaName } from './schema-names.ts';

const replicas = (description: string): OpenApiSchema => ({
  type: 'integer',
  format: 'int32',
  description,
  default: 0,
});

const part = (name: string, description: string): OpenApiSchema => ({
  description,
  allOf: [{ $ref: `#/components/schemas/${scaleSchemaName}${name}` }],
  default: {},
});

const schemas: Readonly<Record<string, OpenApiSchema>> = {
  [scaleSchemaName]: {
    type: 'object',
    description: 'How many replicas an object is to have, and has.',
    properties: {
      apiVersion: { type: 'string', description: 'The group and version that this object is written in.' },
      kind: { type: 'string', description: 'The kind of this object, in CamelCase.' },
      metadata: {
        description: 'What every object says of itself.',
        allOf: [{ $ref: `#/components/schemas/${metaPrefix}.ObjectMeta` }],
        default: {},
      },
      spec: part('Spec', 'What is wanted.'),
      status: part('Status', 'What there is.'),
    },
    'x-kubernetes-group-version-kind': [{ group: 'autoscaling', version: 'v1', kind: 'Scale' }],
  },
  [`${scaleSchemaName}Spec`]: {
    type: 'object',
    description: 'What is wanted of a scale.',
    properties: { replicas: replicas('How many replicas there are to be.') },
  },
  [`${scaleSchemaName}Status`]: {
    type: 'object',
    description: 'What there is of a scale.',
    required: ['replicas'],
    properties: {
      replicas: replicas('How many replicas there are.'),
      selector: { type: 'string', description: 'The label selector of the replicas.' },
    },
  },
};

/** The schemas of k8s.io/api autoscaling/v1 that the documents refer to, by their full names: none without a scale. */
export const scaleSchemas = (kinds: readonly KindDefinition[]): Readonly<Record<string, OpenApiSchema>> =>
  kinds.some((kind) => kind.scale !== undefined) ? schemas : {};
