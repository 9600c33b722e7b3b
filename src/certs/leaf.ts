import type { KeyObject } from 'node:crypto';
import type { LeafPlan } from '../model/certificate/cert-plan.ts';
import type { Authority } from './authority.ts';
import {
  alternativeNames,
  authorityKeyIdentifier,
  extendedKeyUsage,
  keyUsage,
  leafConstraints,
  subjectKeyIdentifier,
} from './certificate-extensions.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { encodeSubject, signCertificate } from './sign-certificate.ts';

/**
 * Issues a leaf for a key.
 *
 * @param plan names, purpose and life of the leaf
 * @param authority whose subject and key identifier it repeats
 * @returns the DER
 */
export function issueLeaf(plan: LeafPlan, publicKey: KeyObject, authority: Authority): Buffer {
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const hasNames = plan.dnsNames.length + plan.ipAddresses.length > 0;
  return signCertificate(
    {
      issuer: authority.subject,
      subject: encodeSubject(plan.subject),
      validity: plan.validity,
      publicKeyInfo,
      extensions: [
        leafConstraints(),
        keyUsage(usagesOf(publicKey)),
        extendedKeyUsage(plan.usage),
        subjectKeyIdentifier(keyIdentifierOf(publicKeyInfo)),
        authorityKeyIdentifier(authority.keyIdentifier),
        ...(hasNames ? [alternativeNames(plan)] : []),
      ],
    },
    authority.signer,
  );
}

/** Only RSA keys encipher, in the key exchange of TLS 1.2 without forward secrecy. */
function usagesOf(key: KeyObject): readonly ('digitalSignature' | 'keyEncipherment')[] {
  return key.asymmetricKeyType === 'rsa' ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'];
}
