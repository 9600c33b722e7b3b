/** A resource of a group, in any version; the core group is ''. */
export type GroupResource = { readonly group: string; readonly resource: string };

/** A resource as a request names it; an empty version or group is one that was not given. */
export type GroupVersionResource = GroupResource & { readonly version: string };

/** A kind in one version of a group. */
export type GroupVersionKind = { readonly group: string; readonly version: string; readonly kind: string };

/** @returns `deployments.apps`; `pods` for the core group */
export function resourceName({ group, resource }: GroupResource): string {
  return group === '' ? resource : `${resource}.${group}`;
}

/** What one word of a command line can mean. */
export type TypeName = {
  /** `a.b.c` as the version `b` of the group `c`; undefined where it has fewer than two dots. */
  readonly full: GroupVersionResource | undefined;
  /** `a.b.c` as the group `b.c`. */
  readonly partial: GroupResource;
};

/** Reads `name`, `name.group` and `name.version.group` (apimachinery runtime/schema ParseResourceArg, ParseKindArg). */
export function parseTypeName(text: string): TypeName {
  const [resource = '', ...rest] = text.split('.');
  const [version = '', ...group] = rest;
  return {
    full: rest.length < 2 ? undefined : { group: group.join('.'), version, resource },
    partial: { group: rest.join('.'), resource },
  };
}
