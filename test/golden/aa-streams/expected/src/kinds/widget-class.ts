import type { KindDefinition } from '../server/api/kind-definition.ts';

/** WidgetClass of demo.kx.dev/v1alpha1: its names, its schema and the columns that `kubectl get` shows. */
export const widgetClassKind: KindDefinition = {
  group: 'demo.kx.dev',
  version: 'v1alpha1',
  kind: 'WidgetClass',
  listKind: 'WidgetClassList',
  plural: 'widgetclasses',
  singular: 'widgetclass',
  shortNames: [],
  categories: [],
  namespaced: false,
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
