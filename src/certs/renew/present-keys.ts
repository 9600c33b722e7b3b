import { createPublicKey } from 'node:crypto';
import { ConflictError } from '../../errors.ts';
import { type CertificateDirectory, nameIn } from '../directory/certificate-directory.ts';
import type { PresentLeaf } from '../directory/present-leaf.ts';
import { InputError } from '../input-error.ts';
import type { KeyPair } from '../key-pair.ts';
import { readPrivateKey } from '../read-private-key.ts';

type Ask = {
  readonly directory: CertificateDirectory;
  readonly leaf: PresentLeaf;
  /** Whether the key is to be kept. */
  readonly isKept: boolean;
  /** Whether the pair may be replaced though its halves do not belong together. */
  readonly force: boolean;
};

/**
 * Makes sure that tls.crt and tls.key are a pair, for otherwise nobody knows which of them is in use.
 *
 * @returns the present keys where they are to be kept
 * @throws ConflictError where they are no pair
 */
export function presentKeys({ directory, leaf, isKept, force }: Ask): KeyPair | undefined {
  const found = readPair(directory, leaf);
  if (typeof found !== 'string') return isKept ? found : undefined;
  if (force && !isKept) return undefined;
  const [certificate, key] = [nameIn(directory, 'tls.crt'), nameIn(directory, 'tls.key')];
  throw new ConflictError(`${key} ${found}; nothing was written`, {
    hint: isKept
      ? `without --reuse-key a new key is made: add --force`
      : `a server shows both: restore the one that belongs to ${certificate}, or replace both with --force`,
  });
}

/** @returns the pair, or what is wrong with it */
function readPair(directory: CertificateDirectory, { certificate }: PresentLeaf): KeyPair | string {
  const text = directory.texts.get('tls.key');
  if (text === undefined) return 'is not there';
  try {
    const privateKey = readPrivateKey(Buffer.from(text));
    if (!certificate.x509.checkPrivateKey(privateKey)) return 'does not belong to tls.crt';
    return { privateKey, publicKey: createPublicKey(privateKey) };
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}
