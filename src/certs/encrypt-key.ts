import { createPrivateKey } from 'node:crypto';

/**
 * @param keyPem a private key that is not encrypted
 * @returns the same as encrypted PKCS#8 (RFC 5958): AES-256 with a key of PBKDF2, which OpenSSL and Go's tools read
 */
export function encryptKey(keyPem: string, passphrase: string): string {
  const key = createPrivateKey(keyPem);
  return key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString();
}
