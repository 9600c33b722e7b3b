import { generateKeyPair, type KeyObject } from 'node:crypto';
import type { KeyType } from '../model/certificate/certificate-key-type.ts';

/** A key pair in memory. */
export type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

type Settle = (error: Error | null, publicKey: KeyObject, privateKey: KeyObject) => void;

const GENERATORS = {
  p256: (settle: Settle) => generateKeyPair('ec', { namedCurve: 'P-256' }, settle),
  p384: (settle: Settle) => generateKeyPair('ec', { namedCurve: 'P-384' }, settle),
  p521: (settle: Settle) => generateKeyPair('ec', { namedCurve: 'P-521' }, settle),
  rsa2048: (settle: Settle) => generateKeyPair('rsa', { modulusLength: 2048 }, settle),
  rsa3072: (settle: Settle) => generateKeyPair('rsa', { modulusLength: 3072 }, settle),
  rsa4096: (settle: Settle) => generateKeyPair('rsa', { modulusLength: 4096 }, settle),
  ed25519: (settle: Settle) => generateKeyPair('ed25519', {}, settle),
} satisfies Record<KeyType, (settle: Settle) => void>;

/**
 * Makes a key pair on a thread of its own: a search for RSA primes takes seconds, and Ctrl-C must work meanwhile.
 *
 * @returns a pair with fresh randomness of OpenSSL
 */
export function makeKeyPair(keyType: KeyType): Promise<KeyPair> {
  return new Promise((resolve, reject) => {
    GENERATORS[keyType]((error, publicKey, privateKey) => {
      if (error === null) resolve({ publicKey, privateKey });
      else reject(error);
    });
  });
}
