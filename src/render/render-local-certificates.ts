import type { CertificateSet } from '../model/certificate/certificate-set.ts';
import type { FileSet } from './file-set.ts';
import { renderCerts } from './render-certs.ts';

/** Where a project keeps the certificates of a first local run. */
export const CERTS_FOLDER = 'certs';
/** Below it: the certificate of the one who may do everything. */
export const ADMIN_FOLDER = 'certs/admin';

/** @returns the server's certificate with its CA, and the administrator's, as files of a project */
export function renderLocalCertificates(server: CertificateSet, admin: CertificateSet): FileSet {
  const below = (folder: string, files: FileSet) =>
    files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  return [
    ...below(CERTS_FOLDER, renderCerts(server)),
    ...below(ADMIN_FOLDER, renderCerts({ ...admin, authority: 'given' })),
  ];
}
