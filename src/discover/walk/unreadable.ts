import { groupVersion, type Version } from './resource.ts';

/**
 * A slash in a group or version makes a name that no Kubernetes client can take apart (apimachinery
 * pkg/runtime/schema ParseGroupVersion).
 *
 * @returns the version, without resources and with the reason where its name cannot be read
 */
export function unreadable(group: string, version: Version): Version {
  if (!group.includes('/') && !version.version.includes('/')) return version;
  const error = `kubectl cannot read '${groupVersion(group, version.version)}' as a group and a version`;
  return { ...version, freshness: 'Stale', resources: [], error };
}
