import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CERTS_FOLDER } from '../render/render-local-certificates.ts';

/**
 * @param root absolute path of a project
 * @returns whether it has a folder of certificates, whatever state they are in
 */
export function hasCertificates(root: string): boolean {
  return existsSync(join(root, CERTS_FOLDER));
}
