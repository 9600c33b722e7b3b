import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  authorityConstraints,
  keyUsage,
  leafConstraints,
  subjectKeyIdentifier,
} from '../../../src/certs/certificate-extensions.ts';
import type { DerElement } from '../../../src/certs/der-writer.ts';
import { keyIdentifierOf } from '../../../src/certs/key-identifier.ts';
import { encodePem } from '../../../src/certs/pem.ts';
import { encodeSubject, signCertificate } from '../../../src/certs/sign-certificate.ts';
import { signerOf } from '../../../src/certs/signer.ts';

/** A CA as two texts, and the parts that further certificates of it need. */
export type TestAuthority = {
  readonly certPem: string;
  readonly der: Buffer;
  readonly keyPem: string;
  readonly key: KeyObject;
};

/** Basic constraints, key usage and subject key identifier. */
export type Extensions = readonly [DerElement, DerElement, DerElement];

/** What makes a CA another than a good one. */
type Variant = {
  readonly name?: string;
  readonly notBefore?: number;
  readonly notAfter?: number;
  readonly key?: KeyObject;
  readonly publicKey?: KeyObject;
  /** Given those of a good CA: basic constraints, key usage, subject key identifier. */
  readonly extensions?: (good: Extensions) => readonly DerElement[];
  readonly issuer?: { readonly name: string; readonly key: KeyObject };
};

const DAY = 86_400_000;

/** Makes a CA that is good but for what the variant says. */
export function makeTestAuthority(variant: Variant = {}): TestAuthority {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { name = 'test-ca', notBefore = Date.now() - DAY, notAfter = Date.now() + 100 * DAY } = variant;
  const key = variant.key ?? pair.privateKey;
  const publicKeyInfo = (variant.publicKey ?? pair.publicKey).export({ type: 'spki', format: 'der' });
  const good: Extensions = [
    authorityConstraints(0),
    keyUsage(['keyCertSign', 'cRLSign']),
    subjectKeyIdentifier(keyIdentifierOf(publicKeyInfo)),
  ];
  const nameOf = (commonName: string) => encodeSubject({ organizations: [], commonName });
  const der = signCertificate(
    {
      issuer: nameOf(variant.issuer?.name ?? name),
      subject: nameOf(name),
      validity: { notBefore, notAfter },
      publicKeyInfo,
      extensions: variant.extensions?.(good) ?? good,
    },
    signerOf(variant.issuer?.key ?? key),
  );
  const keyPem = encodePem('PRIVATE KEY', key.export({ type: 'pkcs8', format: 'der' }));
  return { certPem: encodePem('CERTIFICATE', der), der, keyPem, key };
}

/** Extensions of something that is no CA. */
export function asLeaf(good: Extensions): readonly DerElement[] {
  return [leafConstraints(), ...good.slice(1)];
}
