import type { KindDefinition } from '../server/api/kind-definition.ts';

/** CronTab of stable.example.com/v1: its names, its schema and the columns that `kubectl get` shows. */
export const cronTabKind: KindDefinition = {
  group: 'stable.example.com',
  version: 'v1',
  kind: 'CronTab',
  listKind: 'CronTabList',
  plural: 'crontabs',
  singular: 'crontab',
  shortNames: ['ct'],
  categories: ['all'],
  namespaced: true,
  storageVersion: 'v1',
  scale: {
    specReplicasPath: '.spec.replicas',
    statusReplicasPath: '.status.replicas',
    labelSelectorPath: '.status.selector',
  },
  selectableFields: ['.spec.cronSpec'],
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        required: ['cronSpec'],
        'x-kubernetes-validations': [
          {
            rule: 'self.cronSpec.size() < 100 && self.replicas <= 10',
            messageExpression: '\'at most 10 replicas of \' + self.cronSpec',
            fieldPath: '.replicas',
            reason: 'FieldValueForbidden',
          },
        ],
        properties: {
          cronSpec: {
            type: 'string',
            minLength: 3,
            maxLength: 100,
            'x-kubernetes-validations': [
              { rule: 'self == oldSelf', message: 'cronSpec is immutable' },
            ],
          },
          replicas: { type: 'integer', default: 1 },
        },
      },
      status: {
        type: 'object',
        properties: {
          phase: { type: 'string' },
          replicas: { type: 'integer' },
          selector: { type: 'string' },
        },
      },
    },
    required: ['spec'],
  },
  columns: [
    { name: 'Spec', type: 'string', jsonPath: '.spec.cronSpec', priority: 0 },
  ],

  // What the schema's defaults cannot express, before validation; leave it out if there is nothing of the kind:
  //   defaulting: (object) => ({ ...object, spec: { … } }),
  //
  // Rules beyond the schema, every problem at once; `previous` is the stored object on an update:
  //   validation: (object, previous) => [invalidField('spec.size', 3, 'must be even')],
  // with `import { invalidField } from '../server/api/field-error.ts';`
};
