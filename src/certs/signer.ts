import type { KeyObject } from 'node:crypto';
import { type SignatureAlgorithm, signatureAlgorithmOf } from './signature-algorithm.ts';

/** An issuer's key and how it signs. */
export type Signer = { readonly key: KeyObject; readonly algorithm: SignatureAlgorithm };

/**
 * @param key a private key of a kind that was checked
 * @throws TypeError for a kind of key that signs no certificates: a defect of the caller
 */
export function signerOf(key: KeyObject): Signer {
  const algorithm = signatureAlgorithmOf(key);
  if (algorithm === undefined) throw new TypeError(`no signature algorithm for ${key.asymmetricKeyType}`);
  return { key, algorithm };
}
