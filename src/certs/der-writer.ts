import asn1 from 'node-forge/lib/asn1.js';
import { splitElement } from './der-reader.ts';
import { DER_TAGS } from './der-tags.ts';

/** A piece of ASN.1 that is not yet encoded. */
export type DerElement = ReturnType<typeof asn1.create>;

const UNIVERSAL = 0x00;
const CONTEXT_SPECIFIC = 0x80;
const CONSTRUCTED = 0x20;

/** @returns the DER of an element (X.690) */
export function encodeDer(element: DerElement): Buffer {
  return Buffer.from(asn1.toDer(element).getBytes(), 'latin1');
}

/** @returns SEQUENCE: fields in the order of their ASN.1 module */
export function sequence(...elements: readonly DerElement[]): DerElement {
  return asn1.create(UNIVERSAL, DER_TAGS.sequence & ~CONSTRUCTED, true, elements);
}

/** @returns SET, for the single attribute of a relative distinguished name; more would need sorting in DER */
export function set(...elements: readonly DerElement[]): DerElement {
  return asn1.create(UNIVERSAL, DER_TAGS.set & ~CONSTRUCTED, true, elements);
}

/** @param oid dotted: `2.5.29.17` */
export function objectIdentifier(oid: string): DerElement {
  return asn1.create(UNIVERSAL, DER_TAGS.objectIdentifier, false, asn1.oidToDer(oid).getBytes());
}

/** @param octets two's complement, big-endian, minimal: the first nine bits are neither all 0 nor all 1 */
export function integer(octets: Uint8Array): DerElement {
  return primitive(DER_TAGS.integer, octets);
}

/** @returns BOOLEAN true; DER leaves out a default false (X.690 section 11.5) */
export function booleanTrue(): DerElement {
  return primitive(DER_TAGS.boolean, Uint8Array.of(0xff));
}

/** @returns NULL, the parameters of RSA signature algorithms (RFC 4055 section 5) */
export function nullElement(): DerElement {
  return primitive(DER_TAGS.null, new Uint8Array());
}

/** @returns OCTET STRING of the octets as they are */
export function octetString(octets: Uint8Array): DerElement {
  return primitive(DER_TAGS.octetString, octets);
}

/** @param unusedBits how many of the last octet's low bits do not count */
export function bitString(octets: Uint8Array, unusedBits = 0): DerElement {
  return primitive(DER_TAGS.bitString, Uint8Array.of(unusedBits, ...octets));
}

/** @returns UTF8String, which takes any text, unlike the PrintableString that node-forge writes by itself */
export function utf8String(text: string): DerElement {
  return primitive(DER_TAGS.utf8String, new TextEncoder().encode(text));
}

/**
 * A time as RFC 5280 section 4.1.2.5 wants it: UTCTime through 2049, GeneralizedTime from 2050.
 *
 * @param instant epoch milliseconds, within the years 1950 to 9999
 */
export function time(instant: number): DerElement {
  const date = new Date(instant);
  return date.getUTCFullYear() < 2050
    ? asn1.create(UNIVERSAL, DER_TAGS.utcTime, false, asn1.dateToUtcTime(date))
    : asn1.create(UNIVERSAL, DER_TAGS.generalizedTime, false, asn1.dateToGeneralizedTime(date));
}

/** `[number] EXPLICIT` around an element. */
export function explicitTag(number: number, element: DerElement): DerElement {
  return asn1.create(CONTEXT_SPECIFIC, number, true, [element]);
}

/** `[number] IMPLICIT` in place of a primitive type's own tag. */
export function implicitTag(number: number, octets: Uint8Array): DerElement {
  return asn1.create(CONTEXT_SPECIFIC, number, false, Buffer.from(octets).toString('latin1'));
}

/**
 * Takes DER that exists over byte for byte: a public key or an issuer's name must not be written anew, since another
 * encoding of the same value is another key identifier or another name to a verifier.
 *
 * @param der one whole element with a low tag number
 */
export function rawElement(der: Uint8Array): DerElement {
  const { tag, content } = splitElement(der);
  return asn1.create(UNIVERSAL, tag, false, Buffer.from(content).toString('latin1'));
}

function primitive(tag: number, octets: Uint8Array): DerElement {
  return asn1.create(UNIVERSAL, tag, false, Buffer.from(octets).toString('latin1'));
}
