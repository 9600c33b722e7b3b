import type { Certificate } from '../input/certificate.ts';

/** @returns whether the certificate's signature was made with the issuer's key */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (certificate.x509 === undefined || issuer.publicKey === undefined) return false;
  try {
    return certificate.x509.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

/** @returns whether the certificate's issuer bears the other's subject, byte for byte */
export function isNamedBy(certificate: Certificate, issuer: Certificate): boolean {
  return Buffer.compare(certificate.fields.issuer, issuer.fields.subject) === 0;
}

/** @returns whether both are the same certificate */
export function isSame(one: Certificate, other: Certificate): boolean {
  return one.sha256 === other.sha256;
}
