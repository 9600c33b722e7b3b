/**
 * Shop of example.com/v1beta1.
 * @deprecated old
 */
export interface Shop {
  apiVersion: 'example.com/v1beta1';
  kind: 'Shop';
  metadata: ObjectMeta;
  spec: ShopSpec;
  status?: ShopStatus;
}

export interface ShopSpec {
  /**
   * how many tills are open
   * @default 1
   * @format int32
   * @minimum 0
   * @maximum 9
   */
  tills?: number;
  /**
   * @format int32
   * @minimum 0
   * @maximum 23
   */
  opens: number;
  /**
   * @format int32
   * @minimum 1
   * @maximum 24
   */
  closes: number;
  /** @maxItems 9 */
  goods?: {
    /** @maxLength 63 */
    name: string;
    /**
     * @pattern ^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$
     */
    price?: number | string;
  }[];
}

export interface ShopStatus {
  /** @format int32 */
  tills?: number;
}

/** Objects of the kind Shop, as the server lists them. */
export interface ShopList {
  apiVersion: 'example.com/v1beta1';
  kind: 'ShopList';
  metadata: ListMeta;
  items: Shop[];
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
