import { createHash } from 'node:crypto';
import { contentOf, splitContent, splitElement } from './der-reader.ts';
import { DER_TAGS } from './der-tags.ts';

/**
 * The identifier of a public key by method 1 of RFC 5280 section 4.2.1.2: SHA-1 over the BIT STRING's octets. It only
 * helps verifiers to find the issuer, so SHA-1 does no harm here.
 *
 * @param publicKeyInfo encoded SubjectPublicKeyInfo
 * @returns 20 octets
 */
export function keyIdentifierOf(publicKeyInfo: Uint8Array): Buffer {
  const [, key] = splitContent(contentOf(splitElement(publicKeyInfo), DER_TAGS.sequence));
  return createHash('sha1').update(contentOf(key, DER_TAGS.bitString).subarray(1)).digest();
}
