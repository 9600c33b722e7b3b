import type { KindDefinition } from '../../api/kind-definition.ts';

/** The kinds of one version of one group. */
export type GroupVersion = { readonly version: string; readonly kinds: readonly KindDefinition[] };

/** One API group with its versions, the preferred one first. */
export type Group = { readonly name: string; readonly versions: readonly GroupVersion[] };

/** Sorts kinds into groups by name, and the versions of each by preference, the most stable first. */
export const groupsOf = (kinds: readonly KindDefinition[]): readonly Group[] =>
  unique(kinds.map(({ group }) => group)).map((name) => {
    const own = kinds.filter(({ group }) => group === name);
    const versions = unique(own.map(({ version }) => version)).sort(compareVersions);
    return {
      name,
      versions: versions.map((version) => ({
        version,
        kinds: own.filter((kind) => kind.version === version),
      })),
    };
  });

/** The paths below which the groups and their versions are served. */
export const groupPaths = (kinds: readonly KindDefinition[]): readonly string[] =>
  groupsOf(kinds).flatMap(({ name, versions }) => [
    `/apis/${name}`,
    ...versions.map(({ version }) => `/apis/${name}/${version}`),
  ]);

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();

/**
 * Orders versions as clients prefer them: v2, v1, v2beta1, v1beta2, v1alpha1, then the rest by name
 * (k8s.io/apimachinery pkg/version CompareKubeAwareVersionStrings).
 */
const compareVersions = (a: string, b: string): number => {
  const [left, right] = [rank(a), rank(b)];
  for (const [index, value] of left.entries()) {
    const difference = (right[index] ?? 0) - value;
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : 1;
};

const stabilities: Readonly<Record<string, number>> = { alpha: 1, beta: 2 };

const rank = (version: string): readonly number[] => {
  const match = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/.exec(version);
  if (match === null) return [0, 0, 0];
  const [, major, stability, minor] = match;
  return [stability === undefined ? 3 : (stabilities[stability] ?? 0), Number(major), Number(minor ?? 0)];
};
