import type { ReportedCheck } from './report.ts';

/** Through what kube-apiserver calls the server; undefined where that is not known. */
export type CalledThrough = 'APIService' | 'webhook' | 'CRD conversion' | undefined;

type Effects = ReportedCheck['kubernetes'];

/**
 * Says what users see of a server that Go refuses, and where. Up to 1.35 the availability check of kube-aggregator does
 * not verify the certificate (`Insecure: true`); from 1.36 on it does (kubernetes/kubernetes#137157).
 *
 * @param says what Go says
 */
export function kubernetesEffects(says: string, through: CalledThrough): Effects {
  const calls = through ?? 'APIService';
  if (calls === 'webhook') return [webhook(says)];
  if (calls === 'CRD conversion') return [conversion(says)];
  const isNegative = says.includes('negative serial number');
  const taken = { versions: '1.27 to 1.31', shows: 'nothing: it is taken' };
  const hidden = {
    versions: isNegative ? '1.32 to 1.35' : 'up to 1.35',
    shows: `the APIService says Available=True all the same; requests fail with 503 "error trying to reach service: ${says}", and kubectl says "the server is currently unable to handle the request"`,
  };
  const shown = {
    versions: '1.36 and later',
    shows: `the APIService says Available=False (FailedDiscoveryCheck) with "${says}"; requests fail as before`,
  };
  return isNegative ? [taken, hidden, shown] : [hidden, shown];
}

function webhook(says: string): Effects[number] {
  return {
    versions: 'all',
    shows: `requests that the webhook selects fail with "failed calling webhook …: ${says}", unless its failurePolicy is Ignore`,
  };
}

function conversion(says: string): Effects[number] {
  return {
    versions: 'all',
    shows: `reads and writes that need a conversion fail with "conversion webhook for … failed: ${says}"`,
  };
}
