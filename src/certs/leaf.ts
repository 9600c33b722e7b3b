import type { KeyObject } from 'node:crypto';
import type { LeafPlan } from '../model/certificate/cert-plan.ts';
import type { Validity } from '../model/certificate/certificate-lifetime.ts';
import type { Authority } from './authority.ts';
import {
  type AlternativeNames,
  alternativeNames,
  authorityKeyIdentifier,
  extendedKeyUsage,
  keyUsage,
  leafConstraints,
  subjectKeyIdentifier,
} from './certificate-extensions.ts';
import { type DerElement, encodeDer, explicitTag, rawElement } from './der-writer.ts';
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
  const { validity, usage } = plan;
  const subject = encodeSubject(plan.subject);
  return signLeaf(
    { subject, validity, purposes: extendedKeyUsage(usage), names: plan },
    publicKey,
    authority,
  );
}

/** What of a leaf is not decided by its key and its CA. */
export type LeafContents = {
  /** Encoded Name. */
  readonly subject: Uint8Array;
  readonly validity: Validity;
  /** The extended key usage. */
  readonly purposes: DerElement;
  readonly names: AlternativeNames;
};

/**
 * Signs a leaf.
 *
 * @returns the DER
 */
export function signLeaf(contents: LeafContents, publicKey: KeyObject, authority: Authority): Buffer {
  const { subject, validity, purposes, names } = contents;
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const { dnsNames, ipAddresses, otherNames = [] } = names;
  const hasNames = dnsNames.length + ipAddresses.length + otherNames.length > 0;
  const named = hasNames ? names : { ...names, otherNames: [directoryName(subject)] };
  return signCertificate(
    {
      issuer: authority.subject,
      subject,
      validity,
      publicKeyInfo,
      extensions: [
        leafConstraints(),
        keyUsage(usagesOf(publicKey)),
        purposes,
        subjectKeyIdentifier(keyIdentifierOf(publicKeyInfo)),
        authorityKeyIdentifier(authority.keyIdentifier),
        alternativeNames(named),
      ],
    },
    authority.signer,
  );
}

/** python-cryptography refuses a client without alternative names; its subject once more is one, and says nothing new. */
function directoryName(subject: Uint8Array): Uint8Array {
  return encodeDer(explicitTag(4, rawElement(subject)));
}

/** @returns what a leaf's key does: only RSA keys encipher, in the key exchange of TLS 1.2 without forward secrecy */
export function usagesOf(key: KeyObject): readonly ('digitalSignature' | 'keyEncipherment')[] {
  return key.asymmetricKeyType === 'rsa' ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'];
}
