import type { Schema } from '../schema/schema.ts';

const TEXT: Schema = { type: 'string' };
const TIME: Schema = { type: 'string', format: 'date-time' };
const WHOLE_NUMBER: Schema = { type: 'integer', format: 'int64' };
const TEXTS: Schema = { type: 'object', additionalProperties: TEXT };
const ANY_LIST: Schema = { type: 'array', items: { 'x-kubernetes-preserve-unknown-fields': true } };

/** TypeMeta and ObjectMeta of apimachinery's meta/v1, which every object has beside its declared fields. */
export const OBJECT_METADATA: Readonly<Record<string, Schema>> = {
  apiVersion: TEXT,
  kind: TEXT,
  metadata: {
    type: 'object',
    properties: {
      annotations: TEXTS,
      creationTimestamp: TIME,
      deletionGracePeriodSeconds: WHOLE_NUMBER,
      deletionTimestamp: TIME,
      finalizers: { type: 'array', items: TEXT },
      generateName: TEXT,
      generation: WHOLE_NUMBER,
      labels: TEXTS,
      managedFields: ANY_LIST,
      name: TEXT,
      namespace: TEXT,
      ownerReferences: ANY_LIST,
      resourceVersion: TEXT,
      selfLink: TEXT,
      uid: TEXT,
    },
  },
};
