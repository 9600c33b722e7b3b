import { createPrivateKey, X509Certificate } from 'node:crypto';
import { ConflictError, type Violation } from '../errors.ts';
import type { FileSet } from '../render/file-set.ts';
import { ADMIN_FOLDER, CERTS_FOLDER, type LocalCertificates } from '../render/render-local-certificates.ts';
import { readTarget } from '../write/read-target.ts';

const CERTIFICATES = [`${CERTS_FOLDER}/ca`, `${CERTS_FOLDER}/tls`, `${ADMIN_FOLDER}/tls`];

const PLACES: FileSet = CERTIFICATES.flatMap((name) => [
  { path: `${name}.crt`, text: '', mode: 0o644 } as const,
  { path: `${name}.key`, text: '', mode: 0o600 } as const,
]);

type Expected = {
  /** The name that kube-apiserver will verify. */
  readonly host: string;
  /** Epoch milliseconds. */
  readonly now: number;
};

/**
 * Reads the certificates that an earlier run made, so that the same run again changes nothing.
 *
 * @param root absolute path of the project
 * @returns undefined where there are none
 * @throws ConflictError where some are missing, do not belong together, name another server or are out of date
 */
export function readLocalCertificates(root: string, expected: Expected): LocalCertificates | undefined {
  const { entries } = readTarget(root, PLACES);
  const files = PLACES.flatMap((place) => {
    const entry = entries.get(place.path);
    return entry?.kind === 'file' ? [{ ...place, text: entry.text }] : [];
  });
  if (files.length === 0) return undefined;
  const violations = [...missing(files), ...unusable(files, expected)];
  if (violations.length > 0) {
    throw new ConflictError(`the certificates in ${CERTS_FOLDER}/ cannot be used; nothing was written`, {
      hint: `restore them, or remove ${CERTS_FOLDER}/ to have new ones made`,
      violations,
    });
  }
  const certificate = new X509Certificate(textOf(files, `${CERTS_FOLDER}/tls.crt`));
  return {
    files,
    caBundle: Buffer.from(textOf(files, `${CERTS_FOLDER}/ca.crt`)).toString('base64'),
    notAfter: Date.parse(certificate.validTo),
  };
}

function missing(files: FileSet): readonly Violation[] {
  return PLACES.filter(({ path }) => !files.some((file) => file.path === path)).map(({ path }) => ({
    path,
    message: 'is missing',
  }));
}

function unusable(files: FileSet, { host, now }: Expected): readonly Violation[] {
  const authority = parse(files, `${CERTS_FOLDER}/ca`);
  return CERTIFICATES.flatMap((name) => {
    const path = `${name}.crt`;
    if (!files.some((file) => file.path === path)) return [];
    const pair = parse(files, name);
    if (pair === undefined)
      return [{ path, message: 'and its key are no pair of certificate and private key' }];
    const problem = problemOf(pair, {
      authority,
      host: name === `${CERTS_FOLDER}/tls` ? host : undefined,
      now,
    });
    return problem === undefined ? [] : [{ path, message: problem }];
  });
}

type Circumstances = {
  readonly authority: X509Certificate | undefined;
  readonly host: string | undefined;
  readonly now: number;
};

function problemOf(
  certificate: X509Certificate,
  { authority, host, now }: Circumstances,
): string | undefined {
  if (authority !== undefined && !certificate.verify(authority.publicKey)) {
    return `was not signed by ${CERTS_FOLDER}/ca.crt`;
  }
  if (now >= Date.parse(certificate.validTo)) return `expired on ${certificate.validTo}`;
  if (host !== undefined && certificate.checkHost(host) === undefined) return `is not valid for ${host}`;
  return undefined;
}

/** @returns the certificate of a pair; undefined where either cannot be read or they do not belong together */
function parse(files: FileSet, name: string): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(textOf(files, `${name}.crt`));
    return certificate.checkPrivateKey(createPrivateKey(textOf(files, `${name}.key`)))
      ? certificate
      : undefined;
  } catch {
    return undefined;
  }
}

function textOf(files: FileSet, path: string): string {
  return files.find((file) => file.path === path)?.text ?? '';
}
