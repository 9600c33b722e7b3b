import { UsageError } from '../../errors.ts';
import { shellWord } from '../../shell-words.ts';
import { InputError } from '../input-error.ts';
import { type ParsedExtensions, parseExtensions } from '../parse-extensions.ts';
import { type ReadCertificate, readCertificates } from '../read-certificates.ts';
import { type CertificateDirectory, nameIn } from './certificate-directory.ts';

/** The certificate that a server shows, client or proxy now. */
export type PresentLeaf = {
  readonly certificate: ReadCertificate;
  readonly extensions: ParsedExtensions;
  /** What it sends behind, in its order. */
  readonly chain: readonly ReadCertificate[];
};

/**
 * Reads tls.crt.
 *
 * @throws UsageError where there is none, or it is none
 */
export function readPresentLeaf(directory: CertificateDirectory): PresentLeaf {
  const text = directory.texts.get('tls.crt');
  const { named } = directory;
  if (text === undefined) {
    throw new UsageError(`${nameIn(directory, 'tls.crt')} is not there; nothing was written`, {
      hint: `name the directory of the certificates, or make some: kx certs gen --service my-aa --namespace my-aa-system --out ${shellWord(named)}`,
    });
  }
  const [certificate, ...chain] = readAll(directory, 'tls.crt');
  if (certificate === undefined) throw new TypeError('no certificate was read');
  return { certificate, extensions: parseExtensions(certificate.parsed), chain };
}

/**
 * Reads the certificates of a file that is there.
 *
 * @returns at least one
 * @throws UsageError with what it holds instead
 */
export function readAll(directory: CertificateDirectory, path: string): readonly ReadCertificate[] {
  const name = nameIn(directory, path);
  try {
    return readCertificates(Buffer.from(directory.texts.get(path) ?? ''));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new UsageError(`${name} ${error.message}; nothing was written`, {
      hint: `kx certs inspect ${shellWord(name)} shows what it holds; kx certs gen makes new certificates`,
    });
  }
}
