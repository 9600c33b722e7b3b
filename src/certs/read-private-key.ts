import { createPrivateKey, type KeyObject } from 'node:crypto';
import { decryptKey, isEncryptedKey } from './decrypt-key.ts';
import { InputError } from './input-error.ts';
import type { PemBlock } from './pem.ts';
import { readPemText } from './read-pem-text.ts';
import { withArticle } from './with-article.ts';

const KEY_LABELS = new Set(['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'ENCRYPTED PRIVATE KEY']);
const DER_TYPES = ['pkcs8', 'sec1', 'pkcs1'] as const;

/**
 * Reads one private key: PKCS#8, PKCS#1 or SEC1, as PEM or DER.
 *
 * @param passphrase of an encrypted one
 * @throws InputError; PassphraseError where one is missing
 */
export function readPrivateKey(bytes: Uint8Array, passphrase?: string): KeyObject {
  const blocks = readPemText(bytes);
  if (blocks === undefined) return readDerKey(Buffer.from(bytes));
  const [key, second] = blocks.filter(({ label }) => KEY_LABELS.has(label));
  if (second !== undefined) throw new InputError('holds several private keys, expected one');
  if (key === undefined) throw new InputError(describeOther(blocks[0]));
  if (isEncryptedKey(key)) return decryptKey(key, passphrase);
  const found = tryKey(() => createPrivateKey(key.text));
  if (found === undefined) throw new InputError('holds a private key that is damaged');
  return found;
}

const OTHERS: Readonly<Record<string, string>> = {
  'OPENSSH PRIVATE KEY': "is in OpenSSH's own form: convert a copy with ssh-keygen -p -m PKCS8 -f FILE",
};

function describeOther(block: PemBlock | undefined): string {
  return OTHERS[block?.label ?? ''] ?? `holds ${withArticle(block?.label)}, expected a PRIVATE KEY`;
}

function readDerKey(der: Buffer): KeyObject {
  for (const type of DER_TYPES) {
    const key = tryKey(() => createPrivateKey({ key: der, format: 'der', type }));
    if (key !== undefined) return key;
  }
  throw new InputError('holds DER that is no private key, or an encrypted one: as PEM it can be read');
}

/** node:crypto's own messages are OpenSSL's error codes, which help nobody. */
function tryKey(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
