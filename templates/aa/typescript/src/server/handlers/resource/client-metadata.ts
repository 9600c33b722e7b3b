import type { ObjectMeta } from '../../api/api-object.ts';

/**
 * The part of an object's metadata that is the client's: its labels, annotations, finalizers and owners. Empty ones
 * are left out, as k8s.io/apimachinery ObjectMeta leaves them out wherever it is written.
 */
export const clientMetadata = ({
  labels,
  annotations,
  finalizers,
  ownerReferences,
}: ObjectMeta): Partial<ObjectMeta> => ({
  ...(isEmpty(labels) ? {} : { labels }),
  ...(isEmpty(annotations) ? {} : { annotations }),
  ...(isEmpty(finalizers) ? {} : { finalizers }),
  ...(isEmpty(ownerReferences) ? {} : { ownerReferences }),
});

const isEmpty = (value: object | undefined): value is undefined =>
  value === undefined || Object.keys(value).length === 0;
