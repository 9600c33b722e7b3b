import type { AuthorityPlan } from '../model/certificate/cert-plan.ts';
import type { Validity } from '../model/certificate/certificate-lifetime.ts';
import type { CertificateWithKey } from '../model/certificate/certificate-set.ts';
import { authorityConstraints, keyUsage, subjectKeyIdentifier, takenOver } from './certificate-extensions.ts';
import { certificateWithKey } from './certificate-with-key.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { makeKeyPair } from './key-pair.ts';
import type { Extension } from './parse-certificate.ts';
import { encodeSubject, signCertificate } from './sign-certificate.ts';
import { type Signer, signerOf } from './signer.ts';

/** A CA that can issue: what its leaves must repeat of it, and the key that signs them. */
export type Authority = {
  readonly certificate: Uint8Array;
  /** Encoded Name, taken over into leaves byte for byte. */
  readonly subject: Uint8Array;
  readonly keyIdentifier: Uint8Array;
  readonly signer: Signer;
  readonly validity: Validity;
  readonly withKey: CertificateWithKey;
  readonly origin: 'new' | 'given';
  /** Whether it is its own issuer; an intermediate must be sent along with each leaf. */
  readonly isRoot: boolean;
  readonly notes: readonly string[];
};

/**
 * Makes a self-signed CA. Its key usage is critical and names signing alone, and it has a subject key identifier:
 * `openssl verify -x509_strict` and python-cryptography refuse a CA without.
 *
 * @param further extensions of another CA that it is to share
 */
export async function makeAuthority(
  plan: AuthorityPlan,
  further: readonly Extension[] = [],
): Promise<Authority> {
  const { publicKey, privateKey } = await makeKeyPair(plan.keyType);
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const keyIdentifier = keyIdentifierOf(publicKeyInfo);
  const subject = encodeSubject(plan.subject);
  const signer = signerOf(privateKey);
  const certificate = signCertificate(
    {
      issuer: subject,
      subject,
      validity: plan.validity,
      publicKeyInfo,
      extensions: [
        authorityConstraints(plan.pathLength),
        keyUsage(['digitalSignature', 'keyCertSign', 'cRLSign']),
        subjectKeyIdentifier(keyIdentifier),
        ...further.map(takenOver),
      ],
    },
    signer,
  );
  return {
    certificate,
    subject,
    keyIdentifier,
    signer,
    validity: plan.validity,
    withKey: certificateWithKey(certificate, privateKey),
    origin: 'new',
    isRoot: true,
    notes: [],
  };
}
