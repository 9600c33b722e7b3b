import type { X509Certificate } from 'node:crypto';

/** What a client's certificate is checked against: the CAs of one purpose, and the time. */
export type CertificateTrust = { readonly authorities: readonly X509Certificate[]; readonly now: Date };

/** Extended key usages for TLS clients and for anything (RFC 5280 section 4.2.1.12). */
const clientUsages: readonly string[] = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0'];
const longestChain = 8;

/**
 * Why a client certificate is not to be believed for these CAs, or undefined when it is: it must be valid now, be
 * meant for clients and lead to one of the CAs, over the intermediates that came with it.
 */
export const clientCertificateProblem = (
  certificate: X509Certificate,
  trust: CertificateTrust,
): string | undefined => {
  const usages: readonly string[] | undefined = certificate.keyUsage;
  if (usages !== undefined && !usages.some((usage) => clientUsages.includes(usage))) {
    return 'x509: certificate specifies an incompatible key usage';
  }
  let current: X509Certificate | undefined = certificate;
  for (let depth = 0; current !== undefined && depth < longestChain; depth += 1) {
    if (!isValidAt(current, trust.now)) return 'x509: certificate has expired or is not yet valid';
    if (trust.authorities.some((authority) => isSignedBy(current, authority, trust.now))) return undefined;
    current = nextInChain(current);
  }
  return 'x509: certificate signed by unknown authority';
};

const isValidAt = (certificate: X509Certificate, now: Date): boolean =>
  new Date(certificate.validFrom) <= now && now <= new Date(certificate.validTo);

const isSignedBy = (
  certificate: X509Certificate | undefined,
  authority: X509Certificate,
  now: Date,
): boolean =>
  certificate !== undefined &&
  (certificate.fingerprint256 === authority.fingerprint256 ||
    (authority.ca &&
      isValidAt(authority, now) &&
      certificate.checkIssued(authority) &&
      certificate.verify(authority.publicKey)));

/** The certificate that signed this one, if the client sent it along; a self-signed one ends the chain. */
const nextInChain = (certificate: X509Certificate): X509Certificate | undefined => {
  const issuer: X509Certificate | undefined = certificate.issuerCertificate;
  if (issuer === undefined || issuer.fingerprint256 === certificate.fingerprint256) return undefined;
  return issuer.ca && certificate.verify(issuer.publicKey) ? issuer : undefined;
};
