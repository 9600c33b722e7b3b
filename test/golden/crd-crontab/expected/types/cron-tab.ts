/** CronTab of stable.example.com/v1. */
export interface CronTab {
  apiVersion: 'stable.example.com/v1';
  kind: 'CronTab';
  metadata: ObjectMeta;
  spec: CronTabSpec;
}

export interface CronTabSpec {
  cronSpec: string;
  image?: string;
  /**
   * @default 1
   * @format int32
   */
  replicas?: number;
}

/** Objects of the kind CronTab, as the server lists them. */
export interface CronTabList {
  apiVersion: 'stable.example.com/v1';
  kind: 'CronTabList';
  metadata: ListMeta;
  items: CronTab[];
}

/** What every object has beside its own fields; the server sets what is not written. */
export interface ObjectMeta {
  name?: string;
  generateName?: string;
  namespace?: string;
  labels?: { [key: string]: string };
  annotations?: { [key: string]: string };
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
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
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Where a list stands in time, and how to get the rest of it. */
export interface ListMeta {
  resourceVersion?: string;
  continue?: string;
  remainingItemCount?: number;
  selfLink?: string;
}
