import { conditionOf, conditionPhrase } from '../serving/condition.ts';
import { EMPTY } from '../walk/version-answer.ts';
import { culpritOf, spokenFailure } from './culprit.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import type { Suspect } from './suspects.ts';

/** @returns where the condition of an APIService and its server's answers do not fit together */
export function contradictions({ kind }: Suspect, evidence: Evidence): readonly Finding[] {
  const { apiService, version } = evidence;
  const { groupVersion } = apiService;
  const available = conditionOf(apiService.conditions, 'Available');
  const isAvailable = available?.status === 'True';
  const fix = `kubectl get apiservice ${apiService.name} --output yaml`;
  if (kind === 'empty' && version.kind === 'failed' && version.says === EMPTY.cause) {
    const { namespace, name } = apiService.service;
    const message = `its server ${namespace}/${name} lists no resources for it, as servers of metrics do before there are any; legacy discovery fails of that`;
    return [
      {
        id: 'no-resources',
        severity: 'warning',
        groupVersion,
        message,
        fix: `kubectl get --raw /apis/${groupVersion}`,
      },
    ];
  }
  if (isAvailable && isOutOfReach(evidence)) {
    const message = `its APIService ${apiService.name} says Available=True, and every request to it fails`;
    return [{ id: 'available-lies', severity: 'error', groupVersion, message, fix: culpritOf(evidence).fix }];
  }
  if (isAvailable || available === undefined) return [];
  if (version.kind === 'listed') {
    const message = `its APIService ${apiService.name} says Available=${available.status}, and its server answers all the same: ${conditionPhrase(available)}`;
    return [{ id: 'available-late', severity: 'warning', groupVersion, message, fix }];
  }
  if (kind !== 'contradicted') return [];
  const { message, fix: way } = culpritOf(evidence);
  return [
    {
      id: 'listed-unavailable',
      severity: 'error',
      groupVersion,
      message: `discovery still lists what its server had, but ${message}`,
      fix: way,
    },
  ];
}

/** Whether the request did not get as far as the server. kube-apiserver says 500 of a caBundle that it cannot load. */
function isOutOfReach(evidence: Evidence): boolean {
  const { version } = evidence;
  if (version.kind === 'listed') return false;
  return [0, 502, 503, 504].includes(version.status) || spokenFailure(evidence)?.isCertificate === true;
}
