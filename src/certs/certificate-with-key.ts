import type { KeyObject } from 'node:crypto';
import type { CertificateWithKey } from '../model/certificate/certificate-set.ts';
import { describeCertificate } from './describe-certificate.ts';
import { parseCertificate } from './parse-certificate.ts';
import { encodePem } from './pem.ts';

/** @returns both as the texts that files hold: PKCS#8 for the key, which every reader takes */
export function certificateWithKey(certificate: Uint8Array, key: KeyObject): CertificateWithKey {
  return {
    certPem: encodePem('CERTIFICATE', certificate),
    keyPem: encodePem('PRIVATE KEY', key.export({ type: 'pkcs8', format: 'der' })),
    description: describeCertificate(parseCertificate(certificate)),
  };
}
