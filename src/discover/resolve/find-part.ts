import type { Group } from '../walk/resource.ts';

/** A group, or one version of it, that an argument names. */
export type Part = { readonly group: string; readonly version: string | undefined };

/**
 * Reads an argument as a group or a group and version that discovery names: `apps`, `apps/v1`; `v1` is core's, and
 * `core` stands for the core group where none is called so.
 *
 * @returns undefined where discovery names no such group or version
 */
export function findPart(argument: string, groups: readonly Group[]): Part | undefined {
  const names = groups.map(({ name }) => name);
  const core = names.includes('core') ? undefined : 'core';
  const [name = '', version, ...more] = argument.split('/');
  if (more.length > 0) return undefined;
  const group = name === core ? '' : name;
  if (version === undefined) {
    if (hasVersion(groups, '', name)) return { group: '', version: name };
    return names.includes(group) ? { group, version } : undefined;
  }
  return hasVersion(groups, group, version) ? { group, version } : undefined;
}

/** @returns the groups with nothing left but that part; the version is then the one that rows are taken from */
export function partOf(groups: readonly Group[], { group, version }: Part): readonly Group[] {
  return groups
    .filter(({ name }) => name === group)
    .map((found) => {
      if (version === undefined) return found;
      const versions = found.versions.filter((one) => one.version === version);
      return { ...found, preferredVersion: version, versions };
    });
}

function hasVersion(groups: readonly Group[], group: string, version: string): boolean {
  return groups.some(
    ({ name, versions }) => name === group && versions.some((one) => one.version === version),
  );
}
