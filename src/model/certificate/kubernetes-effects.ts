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
  const until = isNegative ? '1.32 to 1.35' : 'up to 1.35';
  const effects = [
    { versions: until, shows: shownUntil135(says) },
    { versions: '1.36 and later', shows: shownSince136(says) },
  ];
  return isNegative ? [{ versions: '1.27 to 1.31', shows: 'nothing: it is taken' }, ...effects] : effects;
}

/** What cannot be parsed ends the handshake also where nothing is verified. */
function shownUntil135(says: string): string {
  if (says.startsWith('tls: failed to parse certificate')) {
    return `the APIService says Available=False (FailedDiscoveryCheck) with "${says}"; requests fail with 503 "service unavailable"`;
  }
  return `the APIService says Available=True all the same; requests fail with 503 "error trying to reach service: ${says}", and kubectl says "the server is currently unable to handle the request"`;
}

/** Where not even the bundle can be loaded, the availability check fails before it writes a condition. */
function shownSince136(says: string): string {
  return says.startsWith('unable to load root certificates')
    ? 'the APIService has no condition Available at all; requests fail with 503 "service unavailable"'
    : `the APIService says Available=False (FailedDiscoveryCheck) with "${says}"; requests fail with 503 "service unavailable"`;
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
