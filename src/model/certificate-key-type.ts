/** The keys that kx makes. */
export type KeyType = 'p256' | 'p384' | 'p521' | 'rsa2048' | 'rsa3072' | 'rsa4096' | 'ed25519';

type KeyTypeFacts = { readonly title: string; readonly warning?: string };

/**
 * Key types as people name them. ECDSA P-256 is the default: every verifier takes it, and it is made in a tenth of
 * a millisecond where RSA takes a quarter of a second and more.
 */
export const KEY_TYPES = {
  p256: { title: 'ECDSA P-256' },
  p384: { title: 'ECDSA P-384' },
  p521: { title: 'ECDSA P-521' },
  rsa2048: { title: 'RSA 2048' },
  rsa3072: { title: 'RSA 3072' },
  rsa4096: { title: 'RSA 4096' },
  ed25519: {
    title: 'Ed25519',
    warning: 'Ed25519 works in Go, OpenSSL and Node, but browsers and python-cryptography refuse it',
  },
} satisfies Record<KeyType, KeyTypeFacts>;

/** @returns what users of this key type must know beforehand, if anything */
export function keyTypeWarning(keyType: KeyType): string | undefined {
  const facts: KeyTypeFacts = KEY_TYPES[keyType];
  return facts.warning;
}
