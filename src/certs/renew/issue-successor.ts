import type { Validity } from '../../model/certificate/certificate-lifetime.ts';
import type { CertificateWithKey } from '../../model/certificate/certificate-set.ts';
import type { Authority } from '../authority.ts';
import { extendedKeyUsage, takenOver } from '../certificate-extensions.ts';
import { certificateWithKey } from '../certificate-with-key.ts';
import { checkIssued } from '../check-issued.ts';
import type { KeyPair } from '../key-pair.ts';
import { signLeaf } from '../leaf.ts';
import type { Successor } from './successor.ts';

type Issue = {
  readonly successor: Successor;
  readonly authority: Authority;
  readonly keys: KeyPair;
  readonly validity: Validity;
};

/**
 * Issues a certificate that takes the place of another, and checks it as verifiers will.
 *
 * @throws FailedError where it fails the check
 */
export function issueSuccessor({ successor, authority, keys, validity }: Issue): CertificateWithKey {
  const { names, subject, purposes, usage } = successor;
  const contents = {
    subject,
    validity,
    names,
    purposes: purposes === undefined ? extendedKeyUsage(usage) : takenOver(purposes),
  };
  const certificate = signLeaf(contents, keys.publicKey, authority);
  checkIssued({ plan: names, authority, certificate, privateKey: keys.privateKey });
  return certificateWithKey(certificate, keys.privateKey);
}
