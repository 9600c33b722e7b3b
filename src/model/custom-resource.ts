import type { ConversionWebhook } from './conversion.ts';
import type { Schema } from './schema/schema.ts';

/** Whether objects live in a namespace; the values of `spec.scope`. */
export type ResourceScope = 'Cluster' | 'Namespaced';

/** The values of `--scope`, the default first. */
export const RESOURCE_SCOPES = ['Namespaced', 'Cluster'] as const satisfies readonly ResourceScope[];

/** What a resource is called; the fields of `spec.names`. */
export type ResourceNames = {
  /** CamelCase, as in `kind: CronTab`. */
  readonly kind: string;
  /** The kind of a list: `CronTabList`. */
  readonly listKind: string;
  /** In URLs and RBAC rules: `crontabs`. */
  readonly plural: string;
  /** What `kubectl get crontab` takes as well. */
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
};

/** A column of `kubectl get`, as `additionalPrinterColumns` has it. */
export type PrinterColumn = {
  readonly name: string;
  readonly type: 'boolean' | 'date' | 'integer' | 'number' | 'string';
  /** Starts with a dot, relative to the object: `.spec.replicas`. */
  readonly jsonPath: string;
  /** 0 is always shown; above 0 with `-o wide` only. */
  readonly priority: number;
  /** How clients may show it: `date-time`, `int32`, `password` and the like. */
  readonly format?: string;
  readonly description?: string;
};

/** The scale subresource: where it reads and writes, each a path that starts with a dot. */
export type ScaleSubresource = {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
};

/** One version of a resource with everything that may differ between versions. */
export type CustomResourceVersion = {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated: boolean;
  /** What clients are told instead of the server's own sentence; for deprecated versions only. */
  readonly deprecationWarning?: string;
  /** Of the whole object: type object, with `spec`, `status` and the like; without apiVersion, kind, metadata. */
  readonly schema: Schema;
  readonly status: boolean;
  readonly scale?: ScaleSubresource;
  readonly columns: readonly PrinterColumn[];
  /** Paths that field selectors may use, each with its leading dot. */
  readonly selectableFields: readonly string[];
};

/**
 * A resource that extends the Kubernetes API, whichever input described it and whether a CRD or an extension API
 * server is to serve it.
 */
export type CustomResource = {
  readonly group: string;
  readonly names: ResourceNames;
  readonly scope: ResourceScope;
  /** In the order given; exactly one is the storage version. */
  readonly versions: readonly CustomResourceVersion[];
  /** What converts between versions; where nothing does, they differ in their apiVersion alone. */
  readonly conversion?: ConversionWebhook;
  /** Of the CRD object itself. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
};

/** @returns the version that is kept in etcd; it need not be served */
export function storageVersion(resource: CustomResource): CustomResourceVersion | undefined {
  return resource.versions.find((version) => version.storage);
}
