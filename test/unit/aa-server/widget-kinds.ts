import type { ApiObject } from '../../../templates/aa/typescript/src/server/api/api-object.ts';
import { invalidField } from '../../../templates/aa/typescript/src/server/api/field-error.ts';
import { isJsonObject } from '../../../templates/aa/typescript/src/server/api/json.ts';
import type { KindDefinition } from '../../../templates/aa/typescript/src/server/api/kind-definition.ts';

const spec = (object: ApiObject) => (isJsonObject(object['spec']) ? object['spec'] : {});

/** A namespaced kind with one field of each sort, a status, and hooks. */
export const widgetKind: KindDefinition = {
  group: 'demo.kx.dev',
  version: 'v1alpha1',
  kind: 'Widget',
  listKind: 'WidgetList',
  plural: 'widgets',
  singular: 'widget',
  shortNames: ['wd'],
  categories: ['all'],
  namespaced: true,
  schema: {
    type: 'object',
    required: ['spec'],
    properties: {
      spec: {
        type: 'object',
        description: 'What is wanted.',
        required: ['size'],
        properties: {
          size: { type: 'integer', format: 'int32', minimum: 0, maximum: 10, description: 'How many.' },
          color: { type: 'string', enum: ['red', 'green'], default: 'red' },
          name: { type: 'string', minLength: 2, maxLength: 5, pattern: '^[a-z]+$' },
          tags: { type: 'array', items: { type: 'string' }, maxItems: 3, 'x-kubernetes-list-type': 'set' },
          ports: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name'],
            items: {
              type: 'object',
              required: ['name'],
              properties: { name: { type: 'string' }, port: { type: 'integer', default: 80 } },
            },
          },
          limits: { type: 'object', additionalProperties: { type: 'string' } },
          free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          percent: { 'x-kubernetes-int-or-string': true },
          until: { type: 'string', format: 'date-time', nullable: true },
        },
      },
      status: { type: 'object', properties: { phase: { type: 'string' } } },
    },
  },
  columns: [
    { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
    { name: 'Phase', type: 'string', jsonPath: '.status.phase', priority: 1 },
    { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  ],
  validation: (object, previous) => [
    ...(spec(object)['size'] === 7 ? [invalidField('spec.size', 7, 'must not be seven')] : []),
    ...(previous !== undefined && spec(object)['size'] === 0
      ? [invalidField('spec.size', 0, 'must not become zero')]
      : []),
  ],
};

/** A cluster-scoped kind without status and without columns of its own. */
export const widgetClassKind: KindDefinition = {
  ...widgetKind,
  kind: 'WidgetClass',
  listKind: 'WidgetClassList',
  plural: 'widgetclasses',
  singular: 'widgetclass',
  shortNames: [],
  categories: [],
  namespaced: false,
  schema: {
    type: 'object',
    properties: { spec: { type: 'object', properties: { color: { type: 'string' } } } },
  },
  columns: [],
  validation: () => [],
};

/** The path of the version that both are of. */
export const version = '/apis/demo.kx.dev/v1alpha1';

/** The path of the widgets of a namespace. */
export const widgetsIn = (namespace: string): string => `${version}/namespaces/${namespace}/widgets`;

/** A widget as a client sends it. */
export const widget = (name: string, more: object = {}) => ({
  apiVersion: 'demo.kx.dev/v1alpha1',
  kind: 'Widget',
  metadata: { name },
  spec: { size: 3 },
  ...more,
});
