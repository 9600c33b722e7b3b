import type { TypeNames } from './type-names.ts';

/**
 * Writes the types of metadata, so that a file needs no other.
 *
 * @returns TypeScript of ObjectMeta, ListMeta and OwnerReference of apimachinery's meta/v1
 */
export function metaTypes({ objectMeta, listMeta, ownerReference }: TypeNames): string {
  return `/** What every object has beside its own fields; the server sets what is not written. */
export interface ${objectMeta} {
  name?: string;
  generateName?: string;
  namespace?: string;
  labels?: { [key: string]: string };
  annotations?: { [key: string]: string };
  finalizers?: string[];
  ownerReferences?: ${ownerReference}[];
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  managedFields?: { [key: string]: unknown }[];
  selfLink?: string;
}

/** An object that this one is deleted with. */
export interface ${ownerReference} {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Where a list stands in time, and how to get the rest of it. */
export interface ${listMeta} {
  resourceVersion?: string;
  continue?: string;
  remainingItemCount?: number;
  selfLink?: string;
}
`;
}
