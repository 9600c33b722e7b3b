import type { KindDefinition } from '../server/api/kind-definition.ts';

/** ClusterThing of stable.example.com/v1: its names, its schema and the columns that `kubectl get` shows. */
export const clusterThingKind: KindDefinition = {
  group: 'stable.example.com',
  version: 'v1',
  kind: 'ClusterThing',
  listKind: 'ClusterThingList',
  plural: 'clusterthings',
  singular: 'clusterthing',
  shortNames: [],
  categories: [],
  namespaced: false,
  statusSubresource: false,
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          port: {
            'x-kubernetes-int-or-string': true,
            anyOf: [
              { type: 'integer' },
              { type: 'string' },
            ],
          },
        },
      },
      status: { type: 'string' },
    },
  },
  columns: [],

  // What the schema's defaults cannot express, before validation; leave it out if there is nothing of the kind:
  //   defaulting: (object) => ({ ...object, spec: { … } }),
  //
  // Rules beyond the schema, every problem at once; `previous` is the stored object on an update:
  //   validation: (object, previous) => [invalidField('spec.size', 3, 'must be even')],
  // with `import { invalidField } from '../server/api/field-error.ts';`
};
