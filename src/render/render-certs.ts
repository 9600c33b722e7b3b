import type { CertificateSet } from '../model/certificate/certificate-set.ts';
import type { FileSet } from './file-set.ts';

/** The names that `kubectl create secret tls` and k8s.io/apiserver's flags are used with everywhere. */
export const CA_FILES = ['ca.crt', 'ca.key'] as const;
export const LEAF_FILES = ['tls.crt', 'tls.key'] as const;

/**
 * Renders the files of a set. A CA that the user gave is not written again; an intermediate follows the leaf in
 * `tls.crt`, since the server must send it.
 *
 * @returns certificates 0644, keys 0600
 */
export function renderCerts({ ca, leaf, authority, chainPem }: CertificateSet): FileSet {
  const leafFiles: FileSet = [
    { path: 'tls.crt', text: leaf.certPem + chainPem, mode: 0o644 },
    { path: 'tls.key', text: leaf.keyPem, mode: 0o600 },
  ];
  if (authority === 'given') return leafFiles;
  return [
    { path: 'ca.crt', text: ca.certPem, mode: 0o644 },
    { path: 'ca.key', text: ca.keyPem, mode: 0o600 },
    ...leafFiles,
  ];
}
