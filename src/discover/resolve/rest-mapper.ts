import type { Group } from '../walk/resource.ts';
import type { GroupVersionKind, GroupVersionResource } from './api-name.ts';
import { type VersionMapper, versionMapper } from './version-mapper.ts';

/** A version of a group. */
type GroupVersion = { readonly group: string; readonly version: string };

/** How kubectl looks up names in what discovery said. */
export type RestMapper = {
  readonly versions: readonly VersionMapper[];
  /** Which group version wins over which. */
  readonly priority: readonly GroupVersion[];
};

/** A resource that a request can be made for. */
export type Mapping = GroupVersionKind & { readonly resource: string; readonly namespaced: boolean };

/**
 * Puts the group versions that answered in kubectl's order: core v1, then group by group as the server lists them, of
 * each the preferred version before the others (client-go restmapper/discovery.go newDiscoveryRESTMapper).
 */
export function restMapper(groups: readonly Group[]): RestMapper {
  const answered = groups.map(({ versions, ...group }) => ({
    ...group,
    versions: versions.filter(({ freshness }) => freshness === 'Current'),
  }));
  const core = { group: '', version: 'v1' };
  return {
    versions: answered.flatMap(({ name, versions }) =>
      versions.map(({ version, resources }) => versionMapper(name, version, resources)),
    ),
    priority: [core, ...answered.flatMap(ordered)],
  };
}

function ordered({ name: group, preferredVersion, versions }: Group): readonly GroupVersion[] {
  const all = versions.map(({ version }) => ({ group, version }));
  const preferred = all.filter(({ version }) => version === preferredVersion);
  return [...preferred, ...all.filter(({ version }) => version !== preferredVersion)];
}

/**
 * The kinds that a name stands for, one of each group version at most, in discovery's order. Letters' case does not
 * count. Each group version takes its group's name in full or a prefix of it, so a prefix can win over a whole name
 * (apimachinery api/meta restmapper.go KindsFor).
 */
function kindsFor(mapper: RestMapper, asked: GroupVersionResource): readonly GroupVersionKind[] {
  const name = asked.resource.toLowerCase();
  if (name === '') return [];
  return mapper.versions.flatMap(({ group, version, kinds }) => {
    const kind = kinds.get(name);
    return kind !== undefined && isWithin({ group, version }, asked) ? [{ group, version, kind }] : [];
  });
}

/** With a version the group must be whole; without, its beginning is enough. */
function isWithin({ group, version }: GroupVersion, asked: GroupVersion): boolean {
  if (asked.version === '') return group.startsWith(asked.group);
  return version === asked.version && (asked.group === '' || group === asked.group);
}

/** @returns the first of the kinds by priority; undefined where there is none */
export function kindFor(mapper: RestMapper, asked: GroupVersionResource): GroupVersionKind | undefined {
  return first(mapper, kindsFor(mapper, asked));
}

/**
 * Finds the resource of a kind. The group must be whole, the kind as written or in lower case; without a version the
 * first by priority is taken (apimachinery api/meta priority.go RESTMapping).
 */
export function mappingOf(mapper: RestMapper, asked: GroupVersionKind): Mapping | undefined {
  const { group, version, kind } = asked;
  const found = mapper.versions.flatMap((of) => {
    const resource = of.plurals.get(kind);
    if (resource === undefined || of.group !== group || (version !== '' && of.version !== version)) return [];
    return [{ group, version: of.version, kind, resource, namespaced: of.namespaced.has(kind) }];
  });
  return first(mapper, found);
}

function first<T extends GroupVersion>({ priority }: RestMapper, found: readonly T[]): T | undefined {
  if (found.length <= 1) return found[0];
  for (const { group, version } of priority) {
    const match = found.find((one) => one.group === group && one.version === version);
    if (match !== undefined) return match;
  }
  return undefined;
}
