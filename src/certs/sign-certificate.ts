import { randomBytes } from 'node:crypto';
import type { Validity } from '../model/certificate/certificate-lifetime.ts';
import { type CertificateSubject, subjectAttributes } from '../model/certificate/certificate-subject.ts';
import {
  bitString,
  type DerElement,
  encodeDer,
  explicitTag,
  integer,
  objectIdentifier,
  rawElement,
  sequence,
  set,
  time,
  utf8String,
} from './der-writer.ts';
import { signBytes } from './signature-algorithm.ts';
import type { Signer } from './signer.ts';

/** The fields of a certificate that is to be signed. */
export type UnsignedCertificate = {
  /** Encoded Names. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly validity: Validity;
  /** Encoded SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Uint8Array;
  readonly extensions: readonly DerElement[];
};

const ATTRIBUTE_IDS: Readonly<Record<string, string>> = { CN: '2.5.4.3', O: '2.5.4.10' };
const VERSION_3 = Uint8Array.of(2);

/**
 * Encodes and signs a certificate (RFC 5280 section 4.1) with a fresh serial number.
 *
 * @returns its DER
 */
export function signCertificate(fields: UnsignedCertificate, { key, algorithm }: Signer): Buffer {
  const toBeSigned = encodeDer(
    sequence(
      explicitTag(0, integer(VERSION_3)),
      integer(serialNumber()),
      algorithm.identifier,
      rawElement(fields.issuer),
      sequence(time(fields.validity.notBefore), time(fields.validity.notAfter)),
      rawElement(fields.subject),
      rawElement(fields.publicKeyInfo),
      explicitTag(3, sequence(...fields.extensions)),
    ),
  );
  const signature = signBytes(toBeSigned, key, algorithm);
  return encodeDer(sequence(rawElement(toBeSigned), algorithm.identifier, bitString(signature)));
}

/**
 * UTF8String throughout: PrintableString has no `_`, `@` or `:`, and Go refuses a certificate that puts them there.
 *
 * @returns the encoded Name
 */
export function encodeSubject(subject: CertificateSubject): Buffer {
  const parts = subjectAttributes(subject).map(({ type, value }) =>
    set(sequence(objectIdentifier(ATTRIBUTE_IDS[type] ?? type), utf8String(value))),
  );
  return encodeDer(sequence(...parts));
}

/** Positive, 16 octets, never zero: Go from 1.23 on refuses negative serial numbers, and RFC 5280 more than 20 octets. */
function serialNumber(): Buffer {
  const octets = randomBytes(16);
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return octets;
}
