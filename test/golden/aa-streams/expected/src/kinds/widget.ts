import type { KindDefinition } from '../server/api/kind-definition.ts';
import { widgetLog } from './widget.log.ts';
import { widgetConsole } from './widget.console.ts';

/** Widget of demo.kx.dev/v1alpha1: its names, its schema and the columns that `kubectl get` shows. */
export const widgetKind: KindDefinition = {
  group: 'demo.kx.dev',
  version: 'v1alpha1',
  kind: 'Widget',
  listKind: 'WidgetList',
  plural: 'widgets',
  singular: 'widget',
  shortNames: [],
  categories: [],
  namespaced: true,
  connect: { log: widgetLog, console: widgetConsole },
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          size: { type: 'integer', format: 'int32', minimum: 1, maximum: 10, default: 1 },
        },
      },
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
