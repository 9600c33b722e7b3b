import type { RowChoice } from '../../options/discover/answers.ts';
import { isChosen } from './preferred-rows.ts';
import type { Group, Resource, Version } from './resource.ts';

/**
 * The groups that tree, json and yaml show: every version, resources as chosen. Without a filter nothing is left out,
 * not even what kubectl never lists. A stale version of a chosen group stays: its resources are not known, so no filter
 * can tell that it has none of the chosen ones.
 */
export function filterGroups(groups: readonly Group[], choice: RowChoice): readonly Group[] {
  const isFiltered =
    choice.apiGroup !== undefined ||
    choice.namespaced !== undefined ||
    choice.verbs.length > 0 ||
    choice.categories.length > 0;
  return groups.flatMap((group) => {
    const versions = group.versions.map(({ resources, ...version }) => ({
      ...version,
      resources: sorted(resources, choice.sortBy).filter(
        (resource) =>
          !isFiltered || isChosen({ group: group.name, version: version.version, resource }, choice),
      ),
    }));
    const isGroupChosen = choice.apiGroup === undefined || choice.apiGroup === group.name;
    const kept = versions.filter(
      (version) => !isFiltered || version.resources.length > 0 || (isGroupChosen && isUnknown(version)),
    );
    return isFiltered && kept.length === 0 ? [] : [{ ...group, versions: kept }];
  });
}

function isUnknown({ freshness, error }: Version): boolean {
  return freshness === 'Stale' || error !== undefined;
}

function sorted(resources: readonly Resource[], sortBy: RowChoice['sortBy']): readonly Resource[] {
  if (sortBy === 'group') return resources;
  const key = ({ name, kind = '' }: Resource) => (sortBy === 'name' ? name : kind);
  return resources.toSorted((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
}
