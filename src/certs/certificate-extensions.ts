import type { ExtendedKeyUsage } from '../model/certificate/certificate-profile.ts';
import type { IpAddress } from '../model/ip-address.ts';
import {
  bitString,
  booleanTrue,
  type DerElement,
  encodeDer,
  implicitTag,
  integer,
  objectIdentifier,
  octetString,
  rawElement,
  sequence,
} from './der-writer.ts';
import { EXTENSION_IDS, KEY_USAGE_BITS, PURPOSE_IDS } from './object-identifiers.ts';
import type { Extension } from './parse-certificate.ts';

type KeyUsageName = keyof typeof KEY_USAGE_BITS;

/**
 * A CA: critical, because RFC 5280 section 4.2.1.9 demands it and OpenSSL's strict mode checks.
 *
 * @param pathLength how many CAs may stand below it, 0 to 127: with 0 it signs leaves only; undefined for any number
 */
export function authorityConstraints(pathLength: number | undefined): DerElement {
  const limit = pathLength === undefined ? [] : [integer(Uint8Array.of(pathLength))];
  return extension(EXTENSION_IDS.basicConstraints, sequence(booleanTrue(), ...limit), true);
}

/** CA:FALSE, which DER writes as an empty sequence because it is the default. */
export function leafConstraints(): DerElement {
  return extension(EXTENSION_IDS.basicConstraints, sequence(), true);
}

/** @param usages at least one: OpenSSL refuses an empty list */
export function keyUsage(usages: readonly KeyUsageName[]): DerElement {
  const octet = usages.reduce((bits, usage) => bits | (0x80 >> KEY_USAGE_BITS[usage]), 0);
  const unusedBits = 31 - Math.clz32(octet & -octet);
  return extension(EXTENSION_IDS.keyUsage, bitString(Uint8Array.of(octet), unusedBits), true);
}

/** @returns one purpose, not critical (RFC 5280 section 4.2.1.12) */
export function extendedKeyUsage(usage: ExtendedKeyUsage): DerElement {
  return extension(EXTENSION_IDS.extendedKeyUsage, sequence(objectIdentifier(PURPOSE_IDS[usage])), false);
}

/** @param identifier what leaves of this key repeat as their authority key identifier */
export function subjectKeyIdentifier(identifier: Uint8Array): DerElement {
  return extension(EXTENSION_IDS.subjectKeyIdentifier, octetString(identifier), false);
}

/** @param identifier the issuer's subject key identifier, never the certificate's own */
export function authorityKeyIdentifier(identifier: Uint8Array): DerElement {
  return extension(EXTENSION_IDS.authorityKeyIdentifier, sequence(implicitTag(0, identifier)), false);
}

/** The names of a subject; others (mail, URI) as whole encoded GeneralNames. */
export type AlternativeNames = {
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly IpAddress[];
  readonly otherNames?: readonly Uint8Array[];
  /** Where the subject is empty (RFC 5280 section 4.2.1.6). */
  readonly critical?: boolean;
};

/** @param names at least one in all: OpenSSL's strict mode refuses an empty list */
export function alternativeNames(names: AlternativeNames): DerElement {
  const { dnsNames, ipAddresses, otherNames = [], critical = false } = names;
  const dns = dnsNames.map((name) => implicitTag(2, new TextEncoder().encode(name)));
  const ip = ipAddresses.map(({ octets }) => implicitTag(7, Uint8Array.from(octets)));
  const value = sequence(...dns, ...ip, ...otherNames.map(rawElement));
  return extension(EXTENSION_IDS.subjectAlternativeName, value, critical);
}

/** @returns an extension of a certificate that is renewed, byte for byte as it stands there */
export function takenOver({ id, critical, value }: Extension): DerElement {
  return wrapped(id, octetString(value), critical);
}

function extension(id: string, value: DerElement, critical: boolean): DerElement {
  return wrapped(id, octetString(encodeDer(value)), critical);
}

function wrapped(id: string, octets: DerElement, critical: boolean): DerElement {
  return critical
    ? sequence(objectIdentifier(id), booleanTrue(), octets)
    : sequence(objectIdentifier(id), octets);
}
