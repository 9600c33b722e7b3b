import type { ServerFacts } from '../serving/ask-serving.ts';
import { conditionOf } from '../serving/condition.ts';
import type { Catalog, Problem } from '../walk/catalog.ts';
import { groupVersion, type Version } from '../walk/resource.ts';
import { isRemote, type RemoteApiService } from './evidence.ts';

/** A group version to look into. */
export type Suspect = {
  /**
   * `missing`: the walk says so; `unlisted`: discovery does not have it; `empty`: it is listed without a resource;
   * `contradicted`: it is listed, but its APIService says that it is not available.
   */
  readonly kind: 'missing' | 'unlisted' | 'empty' | 'contradicted';
  readonly problem: Problem | undefined;
  /** undefined where kube-apiserver itself answers for it, or nothing is known of it. */
  readonly apiService: RemoteApiService | undefined;
};

/** @returns the problems of the walk in their order, then the extension API servers that contradict it */
export function suspectsOf({ groups, problems }: Catalog, { apiServices }: ServerFacts): readonly Suspect[] {
  const remote = apiServices.filter(isRemote);
  const told = new Set(problems.map((problem) => problem.groupVersion));
  const listed = new Map(
    groups.flatMap(({ name, versions }) =>
      versions.map((version) => [groupVersion(name, version.version), version] as const),
    ),
  );
  const others = remote.filter((apiService) => !told.has(apiService.groupVersion));
  return [
    ...problems.map((problem) => ({
      kind: 'missing' as const,
      problem,
      apiService: remote.find((apiService) => apiService.groupVersion === problem.groupVersion),
    })),
    ...others.flatMap((apiService) => {
      const kind = kindOf(apiService, listed.get(apiService.groupVersion));
      return kind === undefined ? [] : [{ kind, problem: undefined, apiService }];
    }),
  ];
}

function kindOf({ conditions }: RemoteApiService, version: Version | undefined): Suspect['kind'] | undefined {
  const isAvailable = conditionOf(conditions, 'Available')?.status === 'True';
  if (version === undefined) return isAvailable ? undefined : 'unlisted';
  if (version.resources.length === 0) return 'empty';
  return isAvailable ? undefined : 'contradicted';
}

/** @returns whether a problem is one of a group version, not of /api or /apis */
export function isGroupVersion({ groupVersion: name }: Problem): boolean {
  return !name.startsWith('/');
}
