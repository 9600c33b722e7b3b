import { timestampOf } from '../../model/certificate/certificate-date.ts';
import type { RotatedAuthority } from '../../model/certificate/rotation.ts';
import { describeCertificate } from '../describe-certificate.ts';
import { isSame, issuersOf } from '../directory/issuer-of.ts';
import { type ParsedCertificate, parseCertificate } from '../parse-certificate.ts';
import { encodePem, fingerprintOf } from '../pem.ts';
import type { ReadCertificate } from '../read-certificates.ts';

/** @returns what rotation.json says of a CA */
export function rotatedAuthority(parsed: ParsedCertificate): RotatedAuthority {
  const { subject, notAfter, sha256 } = describeCertificate(parsed);
  return { subject, notAfter: timestampOf(notAfter), sha256 };
}

/** @returns the same of encoded certificates */
export function rotatedAuthorityOf(der: Uint8Array): RotatedAuthority {
  return rotatedAuthority(parseCertificate(der));
}

/** @returns whether a certificate is one of those */
export function isAmong({ parsed }: ReadCertificate, authorities: readonly RotatedAuthority[]): boolean {
  const print = fingerprintOf(parsed.der);
  return authorities.some(({ sha256 }) => sha256 === print);
}

/** @returns the CAs of a bundle that a certificate's validity comes from: its issuers and theirs */
export function pathWithin(
  certificate: ReadCertificate,
  bundle: readonly ReadCertificate[],
): readonly ReadCertificate[] {
  const found: ReadCertificate[] = [];
  const open = [certificate];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const issuer of issuersOf(next, bundle)) {
      if (found.some((known) => isSame(known, issuer))) continue;
      found.push(issuer);
      open.push(issuer);
    }
  }
  return bundle.filter((ca) => found.some((known) => isSame(known, ca)));
}

/** @returns the PEM of certificates, nothing between */
export function pemOf(certificates: readonly ReadCertificate[]): string {
  return certificates.map(({ parsed }) => encodePem('CERTIFICATE', parsed.der)).join('');
}
