import { type Group, groupVersion } from '../walk/resource.ts';
import type { Finding } from './finding.ts';

/** @returns a finding for each group version that discovery lists more than once: the last list counts */
export function twiceListed(groups: readonly Group[]): readonly Finding[] {
  const counts = new Map<string, number>();
  for (const { name, versions } of groups) {
    for (const { version } of versions) {
      const gv = groupVersion(name, version);
      counts.set(gv, (counts.get(gv) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([gv, count]) => ({
      id: 'listed-twice',
      severity: 'warning',
      groupVersion: gv,
      message: `discovery lists it ${count} times; kubectl takes the last list and passes over the rest`,
    }));
}
