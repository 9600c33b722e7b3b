import { X509Certificate } from 'node:crypto';
import type { HealthCheck } from './health-check.ts';

/** The certificate that clients see, read once for each that is loaded. */
export type ServingCertificate = () => { readonly from: Date; readonly until: Date };

/** Reads the first certificate of the PEM text that is current. */
export const createServingCertificate = (currentPem: () => string): ServingCertificate => {
  let pem = '';
  let known = { from: new Date(0), until: new Date(0) };
  return () => {
    const current = currentPem();
    if (current !== pem) {
      const { validFrom, validTo } = new X509Certificate(current);
      known = { from: new Date(validFrom), until: new Date(validTo) };
      pem = current;
    }
    return known;
  };
};

const dayMilliseconds = 24 * 60 * 60 * 1000;
const warningDays = 30;

/** Fails where clients would not take the certificate for its dates, and warns thirty days ahead. */
export const servingCertificateCheck = (
  certificate: ServingCertificate,
  now: () => Date,
): Required<HealthCheck> => ({
  name: 'serving-certificate',
  endpoints: ['readyz'],
  problem: () => {
    const { from, until } = certificate();
    if (now() < from) return `the serving certificate is not valid before ${from.toISOString()}`;
    return now() > until ? `the serving certificate expired at ${until.toISOString()}` : undefined;
  },
  warning: () => {
    const { until } = certificate();
    const days = Math.floor((until.getTime() - now().getTime()) / dayMilliseconds);
    if (days >= warningDays || days < 0) return undefined;
    return `the serving certificate expires in ${days} days, at ${until.toISOString()}`;
  },
});
