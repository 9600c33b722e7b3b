/** A subresource, such as status or scale. */
export type Subresource = { readonly name: string; readonly kind: string; readonly verbs: readonly string[] };

/** A resource as discovery shows it. */
export type Resource = {
  /** Plural: `deployments`. */
  readonly name: string;
  readonly singularName: string;
  /** undefined where the server names none, which kubectl does not list. */
  readonly kind: string | undefined;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly Subresource[];
  /** The version in which objects are stored, where the CRD or a storage version hash says so: `v1`. */
  readonly storageVersion?: string;
  /** What legacy discovery has in its place. */
  readonly storageVersionHash?: string;
};

/** One version of a group. */
export type Version = {
  readonly version: string;
  /** Stale: the server that has it did not answer, so its resources are unknown or old. */
  readonly freshness: 'Current' | 'Stale';
  readonly resources: readonly Resource[];
  /** Why its resources are missing. */
  readonly error: string | undefined;
};

/** A group; the core group's name is ''. */
export type Group = {
  readonly name: string;
  /** The first version that is not stale; '' where there is none. */
  readonly preferredVersion: string;
  readonly versions: readonly Version[];
};

/** @returns the name by which a group's version is known: `apps/v1`, or `v1` for the core group */
export function groupVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}
