/** A signature algorithm by its object identifier (RFC 3279, 4055, 5758, 8410). */
export type SignatureFacts = {
  /** As Go's x509.SignatureAlgorithm prints it. */
  readonly go: string;
  /** In words for people. */
  readonly words: string;
  readonly key: 'RSA' | 'ECDSA' | 'Ed25519' | 'DSA';
  /** Whether its digest is too weak for Go (crypto/x509 checkSignature). */
  readonly insecure: boolean;
  /** node:crypto's name of the digest; null where the algorithm brings its own, undefined where it has parameters. */
  readonly digest: 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512' | null | undefined;
};

const RSA = '1.2.840.113549.1.1.';
const ECDSA = '1.2.840.10045.4.';

const FACTS: ReadonlyMap<string, SignatureFacts> = new Map([
  [`${RSA}4`, { go: 'MD5-RSA', words: 'RSA with MD5', key: 'RSA', insecure: true, digest: 'md5' }],
  [`${RSA}5`, { go: 'SHA1-RSA', words: 'RSA with SHA-1', key: 'RSA', insecure: true, digest: 'sha1' }],
  [`${RSA}10`, { go: 'SHA256-RSAPSS', words: 'RSA-PSS', key: 'RSA', insecure: false, digest: undefined }],
  [
    `${RSA}11`,
    { go: 'SHA256-RSA', words: 'RSA with SHA-256', key: 'RSA', insecure: false, digest: 'sha256' },
  ],
  [
    `${RSA}12`,
    { go: 'SHA384-RSA', words: 'RSA with SHA-384', key: 'RSA', insecure: false, digest: 'sha384' },
  ],
  [
    `${RSA}13`,
    { go: 'SHA512-RSA', words: 'RSA with SHA-512', key: 'RSA', insecure: false, digest: 'sha512' },
  ],
  [
    `${ECDSA}1`,
    { go: 'ECDSA-SHA1', words: 'ECDSA with SHA-1', key: 'ECDSA', insecure: true, digest: 'sha1' },
  ],
  [
    `${ECDSA}3.2`,
    { go: 'ECDSA-SHA256', words: 'ECDSA with SHA-256', key: 'ECDSA', insecure: false, digest: 'sha256' },
  ],
  [
    `${ECDSA}3.3`,
    { go: 'ECDSA-SHA384', words: 'ECDSA with SHA-384', key: 'ECDSA', insecure: false, digest: 'sha384' },
  ],
  [
    `${ECDSA}3.4`,
    { go: 'ECDSA-SHA512', words: 'ECDSA with SHA-512', key: 'ECDSA', insecure: false, digest: 'sha512' },
  ],
  ['1.3.101.112', { go: 'Ed25519', words: 'Ed25519', key: 'Ed25519', insecure: false, digest: null }],
]);

/** @returns undefined for an algorithm that Go does not know */
export function signatureFacts(oid: string): SignatureFacts | undefined {
  return FACTS.get(oid);
}
