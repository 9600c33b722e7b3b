import type { X509Certificate } from 'node:crypto';
import { type CertificateTrust, clientCertificateProblem } from './verify-client-certificate.ts';

/** A connection carries many requests, and a signature takes longer to check than most of them take. */
const keepMilliseconds = 10_000;

type Verdict = { readonly problem: string | undefined; readonly since: number };

/** By the list of CAs first: files that are read again make a new list, so their verdicts are found anew. */
const verdicts = new WeakMap<readonly X509Certificate[], WeakMap<X509Certificate, Verdict>>();

/** What `clientCertificateProblem` says, or said of the same certificate and CAs less than ten seconds ago. */
export const recentCertificateProblem = (
  certificate: X509Certificate,
  trust: CertificateTrust,
): string | undefined => {
  const known = verdicts.get(trust.authorities) ?? new WeakMap<X509Certificate, Verdict>();
  verdicts.set(trust.authorities, known);
  const now = trust.now.getTime();
  const verdict = known.get(certificate);
  if (verdict !== undefined && now - verdict.since < keepMilliseconds) return verdict.problem;
  const problem = clientCertificateProblem(certificate, trust);
  known.set(certificate, { problem, since: now });
  return problem;
};
