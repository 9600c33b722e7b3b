import type { KindDefinition } from '../server/api/kind-definition.ts';
import { cronTabV1beta1Conversion } from './cron-tab.v1beta1.conversion.ts';

/** CronTab of stable.example.com/v1beta1: its names, its schema and the columns that `kubectl get` shows. */
export const cronTabKindV1beta1: KindDefinition = {
  group: 'stable.example.com',
  version: 'v1beta1',
  kind: 'CronTab',
  listKind: 'CronTabList',
  plural: 'crontabs',
  singular: 'crontab',
  shortNames: ['ct'],
  categories: ['all'],
  namespaced: true,
  storageVersion: 'v1',
  deprecationWarning: 'stable.example.com/v1beta1 CronTab is deprecated; use stable.example.com/v1 CronTab',
  conversion: cronTabV1beta1Conversion,
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          cronSpec: { type: 'string' },
          image: { type: 'string', default: 'busybox' },
        },
      },
      status: {
        type: 'object',
        properties: {
          phase: { type: 'string' },
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
