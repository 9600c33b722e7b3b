import type { Catalog, Problem } from '../walk/catalog.ts';
import type { VersionEvidence } from './evidence.ts';

/**
 * @returns what legacy discovery learnt when it asked for the group version; undefined where nobody asked for it, as
 *   where aggregated discovery calls it stale
 */
export function versionEvidenceOf(
  problem: Problem | undefined,
  { statuses }: Catalog,
): VersionEvidence | undefined {
  const status = problem === undefined ? undefined : statuses?.get(problem.groupVersion);
  if (problem === undefined || status === undefined) return undefined;
  return { kind: 'failed', message: problem.message, says: problem.cause, status };
}
