import { readMaterial } from '../../src/certs/input/read-material.ts';
import { judgePair } from '../../src/certs/verify/judge-pair.ts';
import type { CertificateCase } from './certificate-cases.ts';
import { NOW } from './defect-certificate.ts';

export const WANTED_NAME = 'aa.aa-system.svc';

/** Judges a case as `kx certs verify --cert --key --ca` does. */
export function judgeCase({ chain, bundle, key }: CertificateCase) {
  return judgePair({
    chain: readMaterial('tls.crt', Buffer.from(chain, 'latin1')),
    bundle: readMaterial('ca.crt', Buffer.from(bundle, 'latin1')),
    key: readMaterial('tls.key', Buffer.from(key)),
    bundleFault: undefined,
    name: WANTED_NAME,
    at: NOW,
    minDays: { days: 30, isDemand: false },
    fixes: { reissue: 'kx certs gen', bundle: 'kx certs bundle ca.crt' },
  });
}
