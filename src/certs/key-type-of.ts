import type { KeyObject } from 'node:crypto';
import type { KeyType } from '../model/certificate/certificate-key-type.ts';

const CURVES: ReadonlyMap<string | undefined, KeyType> = new Map([
  ['prime256v1', 'p256'],
  ['secp384r1', 'p384'],
  ['secp521r1', 'p521'],
]);

const MODULI: ReadonlyMap<number | undefined, KeyType> = new Map([
  [2048, 'rsa2048'],
  [3072, 'rsa3072'],
  [4096, 'rsa4096'],
]);

/**
 * @param key private or public
 * @returns the type of key, or undefined for one that kx does not make
 */
export function keyTypeOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): KeyType | undefined {
  if (asymmetricKeyType === 'ed25519') return 'ed25519';
  if (asymmetricKeyType === 'rsa') return MODULI.get(asymmetricKeyDetails?.modulusLength);
  return asymmetricKeyType === 'ec' ? CURVES.get(asymmetricKeyDetails?.namedCurve) : undefined;
}
