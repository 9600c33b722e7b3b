import type { Schema } from '../schema/schema.ts';

const text: Schema = { type: 'string' };
const time: Schema = { type: 'string', format: 'date-time' };
const wholeNumber: Schema = { type: 'integer', format: 'int64' };
const texts: Schema = { type: 'object', additionalProperties: text };
const anyList: Schema = { type: 'array', items: { 'x-kubernetes-preserve-unknown-fields': true } };

/** TypeMeta and ObjectMeta of apimachinery's meta/v1, which every object has beside its declared fields. */
export const objectMetadata: Readonly<Record<string, Schema>> = {
  apiVersion: text,
  kind: text,
  metadata: {
    type: 'object',
    properties: {
      annotations: texts,
      creationTimestamp: time,
      deletionGracePeriodSeconds: wholeNumber,
      deletionTimestamp: time,
      finalizers: { type: 'array', items: text },
      generateName: text,
      generation: wholeNumber,
      labels: texts,
      managedFields: anyList,
      name: text,
      namespace: text,
      ownerReferences: anyList,
      resourceVersion: text,
      selfLink: text,
      uid: text,
    },
  },
};
