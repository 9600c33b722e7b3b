import type { Finding } from '../../model/certificate/finding.ts';
import type { Fixes } from '../verify/pair.ts';
import type { Caller } from './caller.ts';

/**
 * Compares what a cluster says of an APIService with what its certificates are.
 *
 * @param says what Go says of the server; undefined where it takes it, or nothing is known of it
 */
export function availabilityFindings(
  { place, available }: Caller,
  says: string | undefined,
  { reissue }: Fixes,
): readonly Finding[] {
  if (available === undefined) return [];
  const at = { certificate: place, fix: reissue, refusedBy: [] };
  if (available.isTrue && says !== undefined) {
    return [
      {
        ...at,
        id: 'available-lies',
        severity: 'error',
        message: `${place} says Available=True, and every request to it fails`,
        consequence: `kube-apiserver up to 1.35 does not verify the certificate when it looks whether the server is there; a request does: "${says}".`,
      },
    ];
  }
  if (available.isTrue) return [];
  return [
    {
      ...at,
      id: 'unavailable',
      severity: 'error',
      message: `${place} says Available=False: ${available.message}`,
      consequence:
        'Requests fail with 503; kubectl says "the server is currently unable to handle the request".',
      fix: 'kx discover --verbose',
    },
  ];
}
