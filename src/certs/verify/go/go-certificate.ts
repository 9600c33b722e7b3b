import type { Certificate } from '../../input/certificate.ts';
import { KEY_USAGE_BITS, PURPOSE_IDS } from '../../object-identifiers.ts';

/** Extensions that Go's parser handles, so that they may be critical (crypto/x509 parser.go processExtensions). */
const HANDLED = new Set([15, 17, 19, 30, 35, 36, 37, 14, 32, 33, 54, 31].map((number) => `2.5.29.${number}`));

/** @returns whether it has a critical extension that Go does not handle */
export function hasUnhandledExtension({ fields, extensions }: Certificate): boolean {
  if (fields.version < 3) return false;
  return fields.extensions.some(({ id, critical }) => {
    if (!critical) return false;
    if (id === '2.5.29.31' || !HANDLED.has(id)) return true;
    const names = extensions.alternativeNames;
    return (
      id === '2.5.29.17' && names !== undefined && names.dnsNames.length + names.ipAddresses.length === 0
    );
  });
}

/** @returns whether Go lets it sign certificates (Certificate.CheckSignatureFrom) */
export function maySign({ fields, extensions: { basicConstraints, keyUsage } }: Certificate): boolean {
  if (basicConstraints === undefined ? fields.version === 3 : !basicConstraints.ca) return false;
  const bits = keyUsage?.bits;
  return bits === undefined || bits.size === 0 || bits.has(KEY_USAGE_BITS.keyCertSign);
}

/** @returns whether its extended key usage, if it has one, lets it stand in a server's chain */
export function allowsServing({ extensions: { extendedKeyUsage } }: Certificate): boolean {
  const purposes = extendedKeyUsage?.purposes ?? [];
  return (
    purposes.length === 0 || purposes.includes(PURPOSE_IDS.any) || purposes.includes(PURPOSE_IDS.serverAuth)
  );
}
