import type { KindDefinition } from '../server/api/kind-definition.ts';

/** GatewayClass of gateway.example.org/v1beta2: its names, its schema and the columns that `kubectl get` shows. */
export const gatewayClassKind: KindDefinition = {
  group: 'gateway.example.org',
  version: 'v1beta2',
  kind: 'GatewayClass',
  listKind: 'GatewayClassList',
  plural: 'gatewayclasses',
  singular: 'gatewayclass',
  shortNames: ['gc'],
  categories: [],
  namespaced: false,
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          controllerName: { type: 'string', maxLength: 253 },
        },
        required: ['controllerName'],
      },
    },
    required: ['spec'],
  },
  columns: [],

  // What the schema's defaults cannot express, before validation; leave it out if there is nothing of the kind:
  //   defaulting: (object) => ({ ...object, spec: { … } }),
  //
  // Rules beyond the schema, every problem at once; `previous` is the stored object on an update:
  //   validation: (object, previous) => [invalidField('spec.size', 3, 'must be even')],
  // with `import { invalidField } from '../server/api/field-error.ts';`
};
