import { X509Certificate } from 'node:crypto';
import { ConflictError } from '../errors.ts';
import type { FileSet } from '../render/file-set.ts';
import { ADMIN_FOLDER, CERTS_FOLDER } from '../render/render-local-certificates.ts';
import { readTarget } from '../write/read-target.ts';
import type { LocalCertificates } from './issue-local-certificates.ts';

const PLACES: FileSet = [
  ...['ca.crt', 'tls.crt'].map(
    (name) => ({ path: `${CERTS_FOLDER}/${name}`, text: '', mode: 0o644 }) as const,
  ),
  ...['ca.key', 'tls.key'].map(
    (name) => ({ path: `${CERTS_FOLDER}/${name}`, text: '', mode: 0o600 }) as const,
  ),
  { path: `${ADMIN_FOLDER}/tls.crt`, text: '', mode: 0o644 },
  { path: `${ADMIN_FOLDER}/tls.key`, text: '', mode: 0o600 },
];

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
 * @throws ConflictError where some are missing, or the server's has another name or is out of date
 */
export function readLocalCertificates(root: string, expected: Expected): LocalCertificates | undefined {
  const { entries } = readTarget(root, PLACES);
  const files = PLACES.flatMap((place) => {
    const entry = entries.get(place.path);
    return entry?.kind === 'file' ? [{ ...place, text: entry.text }] : [];
  });
  if (files.length === 0) return undefined;
  const missing = PLACES.filter((place) => !files.some((file) => file.path === place.path));
  if (missing.length > 0) throw incomplete(missing.map((place) => place.path));
  const text = (path: string) => files.find((file) => file.path === path)?.text ?? '';
  checkServer(text(`${CERTS_FOLDER}/tls.crt`), expected);
  return { files, caBundle: Buffer.from(text(`${CERTS_FOLDER}/ca.crt`)).toString('base64') };
}

function incomplete(paths: readonly string[]): ConflictError {
  return new ConflictError(`${CERTS_FOLDER}/ holds some certificates, but not all; nothing was written`, {
    hint: `restore them, or remove ${CERTS_FOLDER}/ to have new ones made`,
    violations: paths.map((path) => ({ path, message: 'is missing' })),
  });
}

function checkServer(pem: string, { host, now }: Expected): void {
  const path = `${CERTS_FOLDER}/tls.crt`;
  const certificate = parse(pem, path);
  const names = certificate.checkHost(host) !== undefined;
  const inTime = now < Date.parse(certificate.validTo);
  if (names && inTime) return;
  const problem = names ? `expired on ${certificate.validTo}` : `is not valid for ${host}`;
  throw new ConflictError(`${path} ${problem}; nothing was written`, {
    hint: `remove ${CERTS_FOLDER}/ to have new certificates made`,
  });
}

function parse(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new ConflictError(`${path} holds no certificate; nothing was written`, {
      hint: `remove ${CERTS_FOLDER}/ to have new certificates made`,
      cause,
    });
  }
}
