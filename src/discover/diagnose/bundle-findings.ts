import { judgeManifests } from '../../certs/manifest/judge-manifests.ts';
import { objectsOf } from '../../certs/manifest/manifest-object.ts';
import { manifestSet } from '../../certs/manifest/manifest-set.ts';
import { shellWord } from '../../shell-words.ts';
import type { RemoteApiService } from './evidence.ts';
import type { Finding } from './finding.ts';

/** A caBundle that has fewer days left is worth a warning, as for `kx certs verify`. */
const SOON = { days: 30, isDemand: false };

/** Told by whoever looks at the server itself. */
const TOLD_ELSEWHERE = new Set(['unavailable', 'available-lies']);

/**
 * Judges the caBundle of each APIService as `kx certs verify --cluster` does: whether Go loads it, when it expires,
 * whether its certificates may sign, and insecureSkipTLSVerify.
 */
export function bundleFindings(apiServices: readonly RemoteApiService[], now: Date): readonly Finding[] {
  return apiServices.flatMap(({ name, groupVersion, item }) => {
    const objects = objectsOf({ kind: 'APIService', ...item });
    const set = { ...manifestSet(objects, 'the cluster'), isCluster: true };
    const { findings } = judgeManifests(set, { at: now.getTime(), minDays: SOON });
    return findings
      .filter(({ id }) => !TOLD_ELSEWHERE.has(id))
      .map(({ id, severity, message }) => ({
        id,
        severity,
        groupVersion,
        message,
        fix: `kx certs verify --cluster ${shellWord(name)}`,
      }));
  });
}
