import { UsageError } from '../../errors.ts';
import { type Validity, validityFor } from '../../model/certificate/certificate-lifetime.ts';
import type { Authority } from '../authority.ts';
import { takenOver } from '../certificate-extensions.ts';
import { certificateWithKey } from '../certificate-with-key.ts';
import { EXTENSION_IDS } from '../object-identifiers.ts';
import type { ReadCertificate } from '../read-certificates.ts';
import { signCertificate } from '../sign-certificate.ts';

type Renew = {
  readonly certificate: ReadCertificate;
  readonly authority: Authority;
  /** Undefined: as long as it was made for. */
  readonly days: number | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The CA's file as the user named it. */
  readonly name: string;
};

const DAY = 86_400_000;

/**
 * Signs a CA anew with its own key, name and extensions. Whatever it issued is valid below the new certificate as it
 * was below the old one, for verifiers find the issuer by name and key.
 *
 * @throws UsageError for an intermediate, which only the CA above it can renew
 */
export function renewAuthority({ certificate, authority, days, now, name }: Renew): Authority {
  const { parsed } = certificate;
  if (!authority.isRoot) {
    throw new UsageError(`${name} is an intermediate; nothing was written`, {
      hint: 'only the CA that signed it can renew it; to renew tls.crt alone leave out --ca',
    });
  }
  const validity: Validity = validityFor(now, days ?? daysOf(parsed));
  const extensions = parsed.extensions.filter(({ id }) => id !== EXTENSION_IDS.authorityKeyIdentifier);
  const { subject, publicKeyInfo } = parsed;
  const der = signCertificate(
    { issuer: subject, subject, validity, publicKeyInfo, extensions: extensions.map(takenOver) },
    authority.signer,
  );
  return { ...authority, certificate: der, validity, withKey: certificateWithKey(der, authority.signer.key) };
}

function daysOf({ notBefore, notAfter }: Validity): number {
  return Math.max(1, Math.floor((notAfter - notBefore) / DAY));
}
