import { type KeyObject, sign } from 'node:crypto';
import { type DerElement, nullElement, objectIdentifier, sequence } from './der-writer.ts';

/** How a key signs certificates. */
export type SignatureAlgorithm = {
  /** node:crypto's digest; null where the algorithm brings its own. */
  readonly digest: 'sha256' | 'sha384' | 'sha512' | null;
  readonly identifier: DerElement;
};

/** RFC 4055, 5758 and 8410: RSA has NULL parameters, the others none. */
const RSA = { digest: 'sha256', oid: '1.2.840.113549.1.1.11' } as const;
const ED25519 = { digest: null, oid: '1.3.101.112' } as const;
/** A digest as strong as the curve (RFC 5480 section 4); the names are OpenSSL's. */
const ECDSA: ReadonlyMap<
  string | undefined,
  { readonly digest: 'sha256' | 'sha384' | 'sha512'; readonly oid: string }
> = new Map([
  ['prime256v1', { digest: 'sha256', oid: '1.2.840.10045.4.3.2' }],
  ['secp384r1', { digest: 'sha384', oid: '1.2.840.10045.4.3.3' }],
  ['secp521r1', { digest: 'sha512', oid: '1.2.840.10045.4.3.4' }],
]);

/**
 * @param key private or public
 * @returns how it signs, or undefined for a kind of key that Go does not take in a certificate
 */
export function signatureAlgorithmOf(key: KeyObject): SignatureAlgorithm | undefined {
  if (key.asymmetricKeyType === 'rsa') {
    return { digest: RSA.digest, identifier: sequence(objectIdentifier(RSA.oid), nullElement()) };
  }
  const facts =
    key.asymmetricKeyType === 'ed25519' ? ED25519 : ECDSA.get(key.asymmetricKeyDetails?.namedCurve);
  if (facts === undefined) return undefined;
  return { digest: facts.digest, identifier: sequence(objectIdentifier(facts.oid)) };
}

/** @returns the signature over the bytes: PKCS#1 v1.5, DER-encoded ECDSA or Ed25519 */
export function signBytes(bytes: Uint8Array, key: KeyObject, algorithm: SignatureAlgorithm): Buffer {
  return sign(algorithm.digest, bytes, key);
}
