import { X509Certificate } from 'node:crypto';
import { InputError } from './input-error.ts';
import { type ParsedCertificate, parseCertificate } from './parse-certificate.ts';
import { parseExtensions } from './parse-extensions.ts';
import { parseName } from './parse-name.ts';
import { decodePem } from './pem.ts';
import { readPemText } from './read-pem-text.ts';
import { withArticle } from './with-article.ts';

/** A certificate both as OpenSSL and as kx reads it. */
export type ReadCertificate = { readonly x509: X509Certificate; readonly parsed: ParsedCertificate };

/**
 * Reads the certificates of a file: PEM or DER.
 *
 * @returns at least one
 * @throws InputError, also for certificates that Go refuses to parse
 */
export function readCertificates(bytes: Uint8Array): readonly ReadCertificate[] {
  const blocks = readPemText(bytes);
  if (blocks === undefined) return [readCertificate(bytes)];
  const certificates = blocks.filter(({ label }) => label === 'CERTIFICATE');
  if (certificates.length === 0) {
    throw new InputError(`holds ${withArticle(blocks[0]?.label)}, expected a CERTIFICATE`);
  }
  return certificates.map((block) => readCertificate(decodePem(block)));
}

/** Names and extensions are read as well, so that later stages need not expect broken ones. */
function readCertificate(der: Uint8Array): ReadCertificate {
  const parsed = parseCertificate(der);
  parseName(parsed.subject);
  parseName(parsed.issuer);
  parseExtensions(parsed);
  try {
    const x509 = new X509Certificate(der);
    x509.publicKey.asymmetricKeyType;
    return { x509, parsed };
  } catch (cause) {
    throw new InputError('holds a certificate that OpenSSL cannot read', { cause });
  }
}
