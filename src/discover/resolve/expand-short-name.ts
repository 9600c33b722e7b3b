import type { KubectlVersion } from '../../options/discover/kubectl.ts';
import { minorOf } from '../../options/discover/kubectl.ts';
import type { Group, Resource } from '../walk/resource.ts';
import { type GroupResource, type GroupVersionResource, resourceName } from './api-name.ts';

/** A name after its short form was replaced. */
export type Expanded = {
  readonly asked: GroupVersionResource;
  /** The resource whose short name it was; undefined where nothing was replaced. */
  readonly shortNameOf: GroupResource | undefined;
  /** What kubectl prints to stderr. */
  readonly warnings: readonly string[];
};

/** A resource of one version of a group that answered. */
export type Listed = { readonly group: string; readonly version: string; readonly resource: Resource };

/** @returns every resource that kubectl sees, in discovery's order */
export function listedResources(groups: readonly Group[]): readonly Listed[] {
  return groups.flatMap(({ name: group, versions }) =>
    versions
      .filter(({ freshness }) => freshness === 'Current')
      .flatMap(({ version, resources }) =>
        resources.filter(({ kind }) => kind !== undefined).map((resource) => ({ group, version, resource })),
      ),
  );
}

/**
 * Replaces a short name by the resource that has it (client-go restmapper/shortcut.go expandResourceShortcut). A full
 * name anywhere wins; then the first resource by discovery's order, its group whole; then by the group's beginning.
 * Short names and the names they are compared with count letters' case. kubectl 1.29 and newer warn of further
 * candidates, and forget the version that was asked for.
 */
export function expandShortName(
  asked: GroupVersionResource,
  listed: readonly Listed[],
  kubectl: KubectlVersion,
): Expanded {
  const unchanged = { asked, shortNameOf: undefined, warnings: [] };
  const inGroup = listed.filter(({ group }) => asked.group === '' || asked.group === group);
  if (inGroup.some(({ resource }) => isFullName(asked.resource, resource))) return unchanged;
  const [match, ...others] = holders(asked.resource, inGroup);
  if (match !== undefined) {
    if (minorOf(kubectl) < 29) return { asked: { ...asked, ...match }, shortNameOf: match, warnings: [] };
    const warnings = others.map((other) => warning(asked.resource, other));
    return { asked: { ...match, version: '' }, shortNameOf: match, warnings };
  }
  if (asked.group === '') return unchanged;
  const [byPrefix] = holders(
    asked.resource,
    listed.filter(({ group }) => group.startsWith(asked.group)),
  );
  if (byPrefix === undefined) return unchanged;
  return { asked: { ...asked, ...byPrefix }, shortNameOf: byPrefix, warnings: [] };
}

function isFullName(name: string, { name: plural, singularName }: Resource): boolean {
  return name === plural || name === singularName;
}

/** @returns the resources with a short name, each once, in discovery's order */
function holders(shortName: string, listed: readonly Listed[]): readonly GroupResource[] {
  const found = listed
    .filter(({ resource }) => resource.shortNames.includes(shortName))
    .map(({ group, resource }) => ({ group, resource: resource.name }));
  return [...new Map(found.map((one) => [resourceName(one), one])).values()];
}

function warning(name: string, other: GroupResource): string {
  return `short name ${JSON.stringify(name)} could also match lower priority resource ${resourceName(other)}`;
}
