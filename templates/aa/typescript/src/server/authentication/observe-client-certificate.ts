import type { X509Certificate } from 'node:crypto';
import type { ServerMetrics } from '../metrics/server-metrics.ts';
import type { ServerRequest } from '../request/server-request.ts';
import type { User } from './user.ts';

/** When certificates expire, in milliseconds since 1970: many requests come with each. */
const expiries = new WeakMap<X509Certificate, number>();

/** Measures how long the certificate will last that names the user (k8s.io/apiserver pkg/authentication/request/x509). */
export const observeClientCertificate = (
  { certificate }: ServerRequest,
  user: User,
  { metrics, now }: { readonly metrics: ServerMetrics; readonly now: () => Date },
): void => {
  if (certificate === undefined || user.source !== 'certificate') return;
  const expiry = expiries.get(certificate) ?? Date.parse(certificate.validTo);
  expiries.set(certificate, expiry);
  metrics.clientCertificates.of().observe((expiry - now().getTime()) / 1000);
};
