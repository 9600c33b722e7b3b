import type { DiscoveryFormat } from './negotiate.ts';
import { type Group, groupVersion } from './resource.ts';

/** A part that is missing or stale. */
export type Problem = {
  /** `apps/v1`, or the path /api or /apis where the list itself is missing. */
  readonly groupVersion: string;
  readonly message: string;
  /** What the server itself says about it. */
  readonly cause: string;
  /** A command to run next. */
  readonly fix?: string;
};

/** Everything that a walk learnt. */
export type Catalog = {
  readonly mode: DiscoveryFormat;
  readonly groups: readonly Group[];
  readonly problems: readonly Problem[];
  /** Status of the answer of each group version that was asked by itself; 0 where none came. */
  readonly statuses?: ReadonlyMap<string, number>;
};

/** Resources of the group versions that were asked one by one, by group version. */
export type Fetched = ReadonlyMap<string, Pick<Group['versions'][number], 'resources' | 'error'>>;

/** @returns the groups with the resources that were fetched for them; a version that failed counts as stale */
export function withResources(groups: readonly Group[], fetched: Fetched): readonly Group[] {
  return groups.map((group) => ({
    ...group,
    versions: group.versions.map((version) => {
      const found = fetched.get(groupVersion(group.name, version.version));
      if (found === undefined) return version;
      return { ...version, ...found, freshness: found.error === undefined ? 'Current' : 'Stale' };
    }),
  }));
}

/** @returns a problem for each version that the aggregator marks as stale */
export function staleProblems(groups: readonly Group[]): readonly Problem[] {
  return groups.flatMap(({ name, versions }) =>
    versions
      .filter(({ freshness }) => freshness === 'Stale')
      .map(({ version, error }) => ({
        groupVersion: groupVersion(name, version),
        message: error ?? 'stale',
        cause: '',
      })),
  );
}
