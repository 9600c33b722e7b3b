import type { ReadCertificate } from '../read-certificates.ts';

/** @returns whether one certificate was signed with the key of the other, and names it as its issuer */
export function isIssuedBy({ x509 }: ReadCertificate, issuer: ReadCertificate): boolean {
  return x509.checkIssued(issuer.x509) && x509.verify(issuer.x509.publicKey);
}

/** @returns the CAs that signed a certificate, the one that lasts longest first */
export function issuersOf(
  certificate: ReadCertificate,
  cas: readonly ReadCertificate[],
): readonly ReadCertificate[] {
  return cas
    .filter((ca) => isIssuedBy(certificate, ca))
    .toSorted((a, b) => b.parsed.notAfter - a.parsed.notAfter);
}

/** @returns whether both are the same certificate */
export function isSame(a: ReadCertificate, b: ReadCertificate): boolean {
  return Buffer.compare(a.parsed.der, b.parsed.der) === 0;
}
