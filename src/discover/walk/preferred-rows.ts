import type { RowChoice } from '../../options/discover/answers.ts';
import { type Group, groupVersion, type Resource } from './resource.ts';

/** A row of kubectl api-resources. */
export type Row = { readonly group: string; readonly version: string; readonly resource: Resource };

/**
 * The rows that kubectl api-resources prints, in its order: each resource once per group, at the preferred version
 * where that has it, else at the first that does (client-go discovery_client.go ServerPreferredResources; kubectl
 * pkg/cmd/apiresources). Rows with the same key keep the order of discovery, where kubectl's is random.
 */
export function preferredRows(groups: readonly Group[], choice: RowChoice): readonly Row[] {
  const rows = preferredOf(groups).filter((row) => isChosen(row, choice));
  return rows.toSorted((a, b) => {
    return (
      compare(keyOf(a, choice.sortBy), keyOf(b, choice.sortBy)) || compare(a.resource.name, b.resource.name)
    );
  });
}

/** @returns whether there is any resource, also one that has no row for want of verbs */
export function hasResources(groups: readonly Group[]): boolean {
  return preferredOf(groups).length > 0;
}

/** @returns whether the filters let a row through; a resource without verbs is never listed */
export function isChosen({ group, resource }: Row, choice: RowChoice): boolean {
  return (
    resource.verbs.length > 0 &&
    (choice.apiGroup === undefined || choice.apiGroup === group) &&
    (choice.namespaced === undefined || choice.namespaced === resource.namespaced) &&
    choice.verbs.every((verb) => resource.verbs.includes(verb)) &&
    choice.categories.every((category) => resource.categories.includes(category))
  );
}

/** @returns the APIVERSION of a row */
export function apiVersionOf({ group, version }: Row): string {
  return groupVersion(group, version);
}

/**
 * A group, version or resource that is listed twice counts as Go's maps have it: of a version's resources the last list,
 * of a resource the last of the preferred version.
 */
function preferredOf(groups: readonly Group[]): readonly Row[] {
  const current = groups.flatMap(({ name: group, preferredVersion, versions }) =>
    versions
      .filter(({ freshness }) => freshness === 'Current')
      .map(({ version, resources }) => ({
        group,
        version,
        resources,
        isPreferred: version === preferredVersion,
      })),
  );
  const lists = new Map(current.map((of) => [groupVersion(of.group, of.version), of.resources]));
  const chosen = new Map<string, Row>();
  for (const { group, version, isPreferred } of current) {
    for (const resource of (lists.get(groupVersion(group, version)) ?? []).filter(isListed)) {
      const key = `${group}/${resource.name}`;
      if (isPreferred || !chosen.has(key)) chosen.set(key, { group, version, resource });
    }
  }
  return [...chosen.values()];
}

/** A subresource has a slash in its name, whatever list it is in. */
function isListed({ name, kind }: Resource): boolean {
  return kind !== undefined && !name.includes('/');
}

function keyOf({ group, resource }: Row, sortBy: RowChoice['sortBy']): string {
  if (sortBy === 'name') return resource.name;
  return sortBy === 'kind' ? (resource.kind ?? '') : group;
}

/** Go compares strings by bytes; the names of Kubernetes are ASCII, where that is the order of code units. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
