import type { KeyObject } from 'node:crypto';
import type { Signer } from './sign-certificate.ts';
import { signatureAlgorithmOf } from './signature-algorithm.ts';

/**
 * @param key a private key of a kind that was checked
 * @throws TypeError for a kind of key that signs no certificates: a defect of the caller
 */
export function signerOf(key: KeyObject): Signer {
  const algorithm = signatureAlgorithmOf(key);
  if (algorithm === undefined) throw new TypeError(`no signature algorithm for ${key.asymmetricKeyType}`);
  return { key, algorithm };
}
