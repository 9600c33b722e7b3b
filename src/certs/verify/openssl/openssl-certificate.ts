import type { Certificate } from '../../input/certificate.ts';
import { EXTENSION_IDS, KEY_USAGE_BITS, PURPOSE_IDS } from '../../object-identifiers.ts';
import { isNamedBy } from '../signature.ts';

/** Extensions that OpenSSL handles, so that they may be critical (crypto/x509/v3_purp.c X509_supported_extension). */
const HANDLED = new Set(
  [15, 17, 19, 30, 31, 32, 33, 35, 36, 37, 14, 18, 54].map((number) => `2.5.29.${number}`),
);

/** @returns whether an extension is critical */
export function isCritical({ fields }: Certificate, id: string): boolean {
  return fields.extensions.some((extension) => extension.id === id && extension.critical);
}

/** @returns whether it has a critical extension that OpenSSL does not handle */
export function hasUnknownCritical({ fields }: Certificate): boolean {
  return fields.extensions.some(({ id, critical }) => critical && !HANDLED.has(id));
}

/** @returns whether OpenSSL's extension cache fails, so that the certificate is neither leaf nor issuer to it (EXFLAG_INVALID) */
export function isInvalidToOpenSsl({ faults, extensions }: Certificate): boolean {
  const isMalformed = faults.some(({ id }) => id === 'extension-malformed' || id === 'extension-duplicate');
  return isMalformed || extensions.keyUsage?.bits.size === 0;
}

/** @returns X509_check_ca: 0 no CA, 1 a CA, 3 self-signed of version 1, 4 told by its key usage alone */
export function caLevel(certificate: Certificate): 0 | 1 | 3 | 4 {
  const { fields, extensions } = certificate;
  const { basicConstraints, keyUsage } = extensions;
  if (keyUsage !== undefined && !keyUsage.bits.has(KEY_USAGE_BITS.keyCertSign)) return 0;
  if (basicConstraints !== undefined) return basicConstraints.ca ? 1 : 0;
  if (fields.version === 1 && isNamedBy(certificate, certificate)) return 3;
  return keyUsage === undefined ? 0 : 4;
}

/** @returns whether it names itself as issuer and its key identifiers agree (EXFLAG_SS) */
export function isSelfSigned(certificate: Certificate): boolean {
  return isNamedBy(certificate, certificate) && keyIdentifiersAgree(certificate, certificate);
}

/** @returns whether OpenSSL would try the issuer (ossl_x509_likely_issued) */
export function isLikelyIssued(certificate: Certificate, issuer: Certificate): boolean {
  if (isInvalidToOpenSsl(certificate) || isInvalidToOpenSsl(issuer)) return false;
  return isNamedBy(certificate, issuer) && keyIdentifiersAgree(certificate, issuer);
}

function keyIdentifiersAgree(certificate: Certificate, issuer: Certificate): boolean {
  const wanted = certificate.extensions.authorityKeyIdentifier;
  const own = issuer.extensions.subjectKeyIdentifier;
  return wanted === undefined || own === undefined || Buffer.compare(wanted, own) === 0;
}

/** @returns whether it may stand in the chain of a TLS server (check_purpose_ssl_server) */
export function suitsServer(certificate: Certificate, isAuthority: boolean): boolean {
  const { keyUsage } = certificate.extensions;
  if (!isPurposeServing(certificate)) return false;
  if (isAuthority) return caLevel(certificate) !== 0;
  return keyUsage === undefined || TLS_USAGES.some((bit) => keyUsage.bits.has(bit));
}

/** @returns whether its extended key usage, if it has one, names servers */
export function isPurposeServing({ extensions: { extendedKeyUsage } }: Certificate): boolean {
  return extendedKeyUsage?.purposes.some((id) => SERVER_PURPOSES.has(id)) ?? true;
}

/** Server gated cryptography of Netscape and Microsoft still counts. */
const SERVER_PURPOSES: ReadonlySet<string> = new Set([
  PURPOSE_IDS.serverAuth,
  '2.16.840.1.113730.4.1',
  '1.3.6.1.4.1.311.10.3.3',
]);

const KEY_AGREEMENT = 4;
const TLS_USAGES: readonly number[] = [
  KEY_USAGE_BITS.digitalSignature,
  KEY_USAGE_BITS.keyEncipherment,
  KEY_AGREEMENT,
];

/** @returns whether the extension is there, readable or not */
export function hasExtension({ fields }: Certificate, name: keyof typeof EXTENSION_IDS): boolean {
  return fields.extensions.some(({ id }) => id === EXTENSION_IDS[name]);
}
