import type { CertificateSet } from '../model/certificate/certificate-set.ts';
import type { FileSet } from './file-set.ts';
import { renderCerts } from './render-certs.ts';

/** Where a project keeps the certificates of a first local run. */
export const CERTS_FOLDER = 'certs';
/** Below it: the certificate of the one who may do everything. */
export const ADMIN_FOLDER = `${CERTS_FOLDER}/admin`;

/** The certificates of a project's first local run, made now or kept from an earlier run. */
export type LocalCertificates = {
  readonly files: FileSet;
  /** Base64 of the CA's PEM. */
  readonly caBundle: string;
  /** When the server's certificate expires, epoch milliseconds. */
  readonly notAfter: number;
};

/** @returns the server's certificate with its CA, and the administrator's, as files of a project */
export function renderLocalCertificates(server: CertificateSet, admin: CertificateSet): LocalCertificates {
  const adminFiles = renderCerts(admin).filter(({ path }) => path.startsWith('tls.'));
  return {
    files: [...below(CERTS_FOLDER, renderCerts(server)), ...below(ADMIN_FOLDER, adminFiles)],
    caBundle: server.caBundle,
    notAfter: server.leaf.description.notAfter,
  };
}

function below(folder: string, files: FileSet): FileSet {
  return files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
}
