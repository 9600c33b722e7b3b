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
  const rows = groups.flatMap(preferredOf).filter((row) => isChosen(row, choice));
  return rows.toSorted((a, b) => {
    return (
      compare(keyOf(a, choice.sortBy), keyOf(b, choice.sortBy)) || compare(a.resource.name, b.resource.name)
    );
  });
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

function preferredOf({ name: group, preferredVersion, versions }: Group): readonly Row[] {
  const chosen = new Map<string, Row>();
  for (const { version, resources } of versions.filter(({ freshness }) => freshness === 'Current')) {
    for (const resource of resources.filter(({ kind }) => kind !== undefined)) {
      if (chosen.has(resource.name) && version !== preferredVersion) continue;
      chosen.set(resource.name, { group, version, resource });
    }
  }
  return [...chosen.values()];
}

function keyOf({ group, resource }: Row, sortBy: RowChoice['sortBy']): string {
  if (sortBy === 'name') return resource.name;
  return sortBy === 'kind' ? (resource.kind ?? '') : group;
}

/** Go compares strings by bytes; the names of Kubernetes are ASCII, where that is the order of code units. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
