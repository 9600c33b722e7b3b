import { createPublicKey, type KeyObject } from 'node:crypto';
import { fingerprintOf } from '../pem.ts';

/** What is said of a key; never its material. */
export type KeyFacts = {
  /** `ECDSA P-256`, `RSA 2048 bits`, `Ed25519`. */
  readonly type: string;
  /** Of RSA keys. */
  readonly bits: number | undefined;
  /** OpenSSL's name of the curve. */
  readonly curve: string | undefined;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex: equal for a certificate and the key that belongs to it. */
  readonly sha256: string;
};

const CURVES: ReadonlyMap<string, string> = new Map([
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521'],
  ['secp224r1', 'P-224'],
]);

const FIXED: ReadonlyMap<string | undefined, string> = new Map([
  ['ed25519', 'Ed25519'],
  ['ed448', 'Ed448'],
  ['x25519', 'X25519'],
  ['x448', 'X448'],
  ['dsa', 'DSA'],
]);

/** @param key private or public */
export function keyFacts(key: KeyObject): KeyFacts {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const { modulusLength: bits, namedCurve: curve } = publicKey.asymmetricKeyDetails ?? {};
  const sha256 = fingerprintOf(publicKey.export({ type: 'spki', format: 'der' }));
  return { type: typeOf(publicKey.asymmetricKeyType, bits, curve), bits, curve, sha256 };
}

function typeOf(type: string | undefined, bits: number | undefined, curve: string | undefined): string {
  if (type === 'ec') return `ECDSA ${CURVES.get(curve ?? '') ?? curve ?? 'on its own curve'}`;
  if (bits !== undefined && type !== 'dsa') return `RSA ${bits} bits`;
  return FIXED.get(type) ?? String(type);
}
