import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { formatName } from '../../model/certificate/certificate-subject.ts';
import { firstElement } from '../der-reader.ts';
import { InputError } from '../input-error.ts';
import { type ParsedCertificate, parseFields } from '../parse-certificate.ts';
import { type ParsedExtensions, parseExtension } from '../parse-extensions.ts';
import { parseName } from '../parse-name.ts';
import { fingerprintOf } from '../pem.ts';
import { type ParseFault, parseFaults } from './parse-faults.ts';

/** A certificate as far as it can be read, however defective it is. */
export type Certificate = {
  /** Without bytes behind its end. */
  readonly der: Uint8Array;
  /** SHA-256 of the DER, lower-case hex. */
  readonly sha256: string;
  readonly fields: ParsedCertificate;
  /** Those that can be read; of a version before 3 none count. */
  readonly extensions: ParsedExtensions;
  /** RFC 4514; of names with forbidden characters as much as can be read. */
  readonly subject: string;
  readonly issuer: string;
  /** Why Go's parser refuses it; empty where it does not. */
  readonly faults: readonly ParseFault[];
  /** Undefined where OpenSSL cannot read it. */
  readonly x509: X509Certificate | undefined;
  readonly publicKey: KeyObject | undefined;
};

/**
 * Reads one certificate, keeping what verifiers would refuse as faults.
 *
 * @throws InputError where not even its fields can be told apart
 */
export function readCertificateLoosely(bytes: Uint8Array): Certificate {
  const { encoded: der } = firstElement(bytes);
  const fields = parseFields(der);
  const x509 = attempt(() => new X509Certificate(der));
  return {
    der,
    sha256: fingerprintOf(der),
    fields,
    extensions: readableExtensions(fields),
    subject: looseName(fields.subject),
    issuer: looseName(fields.issuer),
    faults: parseFaults(fields, bytes.length > der.length),
    x509,
    publicKey: attempt(() =>
      createPublicKey({ key: Buffer.from(fields.publicKeyInfo), format: 'der', type: 'spki' }),
    ),
  };
}

function readableExtensions({ version, extensions }: ParsedCertificate): ParsedExtensions {
  if (version < 3) return {};
  let found: ParsedExtensions = {};
  for (const extension of extensions) found = { ...found, ...attempt(() => parseExtension(extension)) };
  return found;
}

function looseName(encoded: Uint8Array): string {
  try {
    return formatName(parseName(encoded));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const text =
      Buffer.from(encoded)
        .toString('latin1')
        .match(/[\x20-\x7e]{3,}/g) ?? [];
    return `(unreadable: ${text.join(' ')})`;
  }
}

/** OpenSSL's own messages are error codes that help nobody, and what it cannot read is no defect of kx. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
