import type { KindDefinition } from '../server/api/kind-definition.ts';

/** Mesh of gateway.example.org/v1beta2: its names, its schema and the columns that `kubectl get` shows. */
export const meshKind: KindDefinition = {
  group: 'gateway.example.org',
  version: 'v1beta2',
  kind: 'Mesh',
  listKind: 'MeshList',
  plural: 'meshes',
  singular: 'mesh',
  shortNames: [],
  categories: ['networking'],
  namespaced: true,
  schema: {
    type: 'object',
    properties: {
      spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
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
