/**
 * The keys that kx makes. ECDSA P-256 is the default: every verifier takes it, and it is made in a tenth of a
 * millisecond where RSA takes a quarter of a second and more.
 */
export const KEY_TYPES = ['p256', 'p384', 'p521', 'rsa2048', 'rsa3072', 'rsa4096', 'ed25519'] as const;

/** One of the keys that kx makes. */
export type KeyType = (typeof KEY_TYPES)[number];

const WARNINGS: Readonly<Partial<Record<KeyType, string>>> = {
  ed25519: 'Ed25519 works in Go, OpenSSL and Node, but browsers and python-cryptography refuse it',
};

/** @returns what users of this key type must know beforehand, if anything */
export function keyTypeWarning(keyType: KeyType): string | undefined {
  return WARNINGS[keyType];
}
