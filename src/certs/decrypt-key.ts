import { createPrivateKey, type KeyObject } from 'node:crypto';
import { contentOf, splitContent, splitElement } from './der-reader.ts';
import { DER_TAGS } from './der-tags.ts';
import { InputError } from './input-error.ts';
import { decodePem, type PemBlock } from './pem.ts';

/** What OpenSSL takes (PEM_BUFSIZE); a longer one ends as if there were none. */
export const LONGEST_PASSPHRASE = 1024;

/** A key that needs a passphrase which was not given. */
export class PassphraseError extends InputError {}

/** @returns whether a block is a key that needs a passphrase: PKCS#8, or as OpenSSL wrote keys before 1.0 */
export function isEncryptedKey({ label, text }: PemBlock): boolean {
  return label === 'ENCRYPTED PRIVATE KEY' || text.includes('\nProc-Type: 4,ENCRYPTED');
}

/**
 * Decrypts a private key.
 *
 * @throws InputError that tells a wrong passphrase from a damaged file; PassphraseError where none was given
 */
export function decryptKey(block: PemBlock, passphrase: string | undefined): KeyObject {
  if (!isWhole(block)) throw new InputError('holds an encrypted private key that is damaged');
  if (passphrase === undefined) {
    throw new PassphraseError('is encrypted: give its passphrase with --passphrase-file FILE');
  }
  try {
    return createPrivateKey({ key: block.text, passphrase });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new InputError(code === 'ERR_OSSL_EVP_UNSUPPORTED' ? OLD_CIPHER : WRONG);
  }
}

const WRONG = 'cannot be decrypted: the passphrase is wrong';
const OLD_CIPHER =
  'is encrypted with a cipher that OpenSSL 3 has given up (DES, RC2): convert it with openssl pkcs8 -topk8 -provider legacy -provider default -in FILE -out NEW';

/** Whatever its passphrase is: the outline of PKCS#8, or a cipher and whole blocks of it. */
function isWhole(block: PemBlock): boolean {
  const der = decodePem(block);
  if (block.label !== 'ENCRYPTED PRIVATE KEY') {
    const cipher = /\nDEK-Info: [\w-]+,([0-9A-Fa-f]+)\n/.exec(block.text)?.[1];
    return cipher !== undefined && der.length > 0 && der.length % (cipher.length / 2) === 0;
  }
  try {
    const [algorithm, data] = splitContent(contentOf(splitElement(der), DER_TAGS.sequence));
    return (
      contentOf(algorithm, DER_TAGS.sequence).length > 0 && contentOf(data, DER_TAGS.octetString).length > 0
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return false;
  }
}
