import { createPublicKey, type KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import { type Checked, invalid, valid, violationsOf } from '../checked.ts';
import { UsageError, type Violation } from '../errors.ts';
import { formatName } from '../model/certificate/certificate-subject.ts';
import type { Authority } from './authority.ts';
import { certificateWithKey } from './certificate-with-key.ts';
import { isEncryptedKey } from './decrypt-key.ts';
import { InputError } from './input-error.ts';
import { type AuthorityUse, isRoot, judgeAuthority } from './judge-authority.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { parseExtensions } from './parse-extensions.ts';
import { parseName } from './parse-name.ts';
import { fingerprintOf } from './pem.ts';
import { type ReadCertificate, readCertificates } from './read-certificates.ts';
import { readInputFile } from './read-input-file.ts';
import { readPemText } from './read-pem-text.ts';
import { readPrivateKey } from './read-private-key.ts';
import { signerOf } from './signer.ts';

/** The files of a CA as the user named them, and where relative names start. */
export type AuthoritySource = {
  readonly certificate: string;
  readonly key: string;
  readonly cwd: string;
  /** Of the key, where it is encrypted. */
  readonly passphrase?: string | undefined;
  /** Whether a directory holds them, and no flag named them. */
  readonly isFound?: boolean;
};

type Part = 'certificate' | 'key';

const FLAG_OF: Readonly<Record<Part, string>> = { certificate: '--ca-cert', key: '--ca-key' };

type Found = {
  readonly certificate: ReadCertificate;
  readonly key: KeyObject;
  readonly notes: readonly string[];
};

/**
 * Reads a CA and judges whether leaves of it would be taken.
 *
 * @param use what is to be issued
 * @throws UsageError with everything that is wrong with the two files
 */
export function readAuthority(source: AuthoritySource, use: AuthorityUse): Authority {
  const found = findAuthority(source);
  if (!found.ok) throw unusable(found.violations);
  const { certificate, key, notes } = found.value;
  const verdict = judgeAuthority(certificate, use);
  if (verdict.problems.length > 0) {
    throw unusable(verdict.problems.map((problem) => about(source, 'certificate', problem)));
  }
  const { parsed, x509 } = certificate;
  return {
    certificate: parsed.der,
    subject: parsed.subject,
    keyIdentifier: parseExtensions(parsed).subjectKeyIdentifier ?? keyIdentifierOf(parsed.publicKeyInfo),
    signer: signerOf(key),
    withKey: certificateWithKey(parsed.der, key),
    validity: { notBefore: parsed.notBefore, notAfter: parsed.notAfter },
    origin: 'given',
    isRoot: isRoot(x509),
    notes: [...notes, ...verdict.notes.map((note) => `${source.certificate} ${note}`)],
  };
}

function findAuthority(source: AuthoritySource): Checked<Found> {
  const certificates = attempt(source, 'certificate', () =>
    readCertificates(readInputFile(resolve(source.cwd, source.certificate)).bytes),
  );
  const key = attempt(source, 'key', () => {
    const { bytes, mode } = readInputFile(resolve(source.cwd, source.key));
    const key = readPrivateKey(bytes, source.passphrase);
    const isOpen = source.passphrase !== undefined && readPemText(bytes)?.some(isEncryptedKey) !== true;
    return { key, mode, isOpen };
  });
  if (certificates.ok && key.ok) return pair(source, certificates.value, key.value);
  return invalid([certificates, key].flatMap(violationsOf));
}

type FoundKey = {
  readonly key: KeyObject;
  readonly mode: number;
  /** Whether a passphrase was given that it does not need. */
  readonly isOpen: boolean;
};

function pair(
  source: AuthoritySource,
  certificates: readonly ReadCertificate[],
  { key, mode, isOpen }: FoundKey,
): Checked<Found> {
  // Of a CA that was renewed with its key, the certificate that lasts longest.
  const certificate = certificates
    .toSorted((a, b) => b.parsed.notAfter - a.parsed.notAfter)
    .find(({ x509 }) => x509.checkPrivateKey(key));
  if (certificate === undefined) return invalid([mismatch(source, certificates, key)]);
  const name = formatName(parseName(certificate.parsed.subject));
  const notes = [
    certificates.length === 1
      ? undefined
      : `${source.certificate} holds ${certificates.length} certificates; the key belongs to ${name}`,
    (mode & 0o077) === 0
      ? undefined
      : `${source.key} can be read by others (mode ${mode.toString(8).padStart(4, '0')}): chmod 600 ${source.key}`,
    isOpen ? `${source.key} is not encrypted: its passphrase was not needed` : undefined,
  ];
  return valid({ certificate, key, notes: notes.filter((note) => note !== undefined) });
}

function mismatch(
  source: AuthoritySource,
  certificates: readonly ReadCertificate[],
  key: KeyObject,
): Violation {
  const [first, second] = certificates;
  if (first === undefined || second !== undefined) {
    const problem = `does not match any of the ${certificates.length} certificates in ${source.certificate}`;
    return about(source, 'key', problem);
  }
  const certificatePrint = fingerprintOf(first.parsed.publicKeyInfo);
  const publicKeyPrint = fingerprintOf(spkiOf(key));
  const prints = `key SHA-256 ${publicKeyPrint}, certificate's key SHA-256 ${certificatePrint}`;
  return about(source, 'key', `does not match ${source.certificate} (${prints})`);
}

function spkiOf(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

function attempt<T>(source: AuthoritySource, part: Part, read: () => T): Checked<T> {
  try {
    return valid(read());
  } catch (error) {
    if (error instanceof InputError) return invalid([about(source, part, error.message)]);
    throw error;
  }
}

// The culprit is the flag where one named the file, and the file elsewhere.
function about({ isFound = false, ...files }: AuthoritySource, part: Part, problem: string): Violation {
  const file = files[part];
  return isFound ? { path: file, message: problem } : { path: FLAG_OF[part], message: `${file} ${problem}` };
}

function unusable(violations: readonly Violation[]): UsageError {
  return new UsageError('the CA cannot issue this certificate; nothing was written', { violations });
}
