/**
 * The keys that kx makes. ECDSA P-256 is the default: every verifier takes it, and it is made in a tenth of a
 * millisecond where RSA takes a quarter of a second and more.
 */
export type KeyType = 'p256' | 'p384' | 'p521' | 'rsa2048' | 'rsa3072' | 'rsa4096' | 'ed25519';

const WARNINGS: Readonly<Partial<Record<KeyType, string>>> = {
  ed25519: 'Ed25519 works in Go, OpenSSL and Node, but browsers and python-cryptography refuse it',
};

/** @returns what users of this key type must know beforehand, if anything */
export function keyTypeWarning(keyType: KeyType): string | undefined {
  return WARNINGS[keyType];
}
