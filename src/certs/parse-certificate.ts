import { contentOf, type DerValue, splitContent, splitElement } from './der-reader.ts';
import { DER_TAGS } from './der-tags.ts';
import { membersOf, readObjectIdentifier, readSmallInteger, readTime } from './der-values.ts';
import { InputError } from './input-error.ts';

/** One extension, its value still encoded. */
export type Extension = { readonly id: string; readonly critical: boolean; readonly value: Uint8Array };

/** The fields of a certificate that node:crypto does not show, as they stand in it. */
export type ParsedCertificate = {
  readonly der: Uint8Array;
  readonly version: number;
  /** Content of the INTEGER: two's complement, big-endian. */
  readonly serial: Uint8Array;
  readonly signatureAlgorithm: string;
  /** Encoded Names. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Epoch milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Encoded SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Uint8Array;
  readonly extensions: readonly Extension[];
};

const VERSION_TAG = 0xa0;
const EXTENSIONS_TAG = 0xa3;

/**
 * Reads a certificate (RFC 5280 section 4.1) strictly.
 *
 * @param der one certificate
 * @throws InputError whose message continues a sentence: `has bytes behind its end`
 */
export function parseCertificate(der: Uint8Array): ParsedCertificate {
  const parsed = parseFields(der);
  const duplicate = duplicateExtension(parsed.extensions);
  if (duplicate !== undefined) throw new InputError(`has the extension ${duplicate} twice; Go refuses it`);
  return parsed;
}

/** @returns the number of an extension that is there twice (RFC 5280 section 4.2 forbids it), or undefined */
export function duplicateExtension(extensions: readonly Extension[]): string | undefined {
  const ids = extensions.map(({ id }) => id);
  return ids.find((id, index) => ids.indexOf(id) !== index);
}

/**
 * Reads a certificate whatever its extensions are.
 *
 * @param der one certificate
 * @throws InputError as parseCertificate does, but for a repeated extension
 */
export function parseFields(der: Uint8Array): ParsedCertificate {
  const [tbs] = splitContent(contentOf(splitElement(der), DER_TAGS.sequence));
  const all = splitContent(contentOf(tbs, DER_TAGS.sequence));
  const hasVersion = all[0]?.tag === VERSION_TAG;
  const [serial, algorithm, issuer, validity, subject, publicKeyInfo, ...rest] = hasVersion
    ? all.slice(1)
    : all;
  const [notBefore, notAfter] = membersOf(validity);
  return {
    der,
    version: hasVersion ? readVersion(all[0]) : 1,
    serial: contentOf(serial, DER_TAGS.integer),
    signatureAlgorithm: readObjectIdentifier(contentOf(membersOf(algorithm)[0], DER_TAGS.objectIdentifier)),
    issuer: encodedOf(issuer),
    subject: encodedOf(subject),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    publicKeyInfo: encodedOf(publicKeyInfo),
    extensions: readExtensions(rest.find((element) => element.tag === EXTENSIONS_TAG)),
  };
}

function readVersion(element: DerValue | undefined): number {
  return readSmallInteger(contentOf(membersOf(element)[0], DER_TAGS.integer)) + 1;
}

function encodedOf(element: DerValue | undefined): Uint8Array {
  contentOf(element, DER_TAGS.sequence);
  return element?.encoded ?? new Uint8Array();
}

function readExtensions(element: DerValue | undefined): readonly Extension[] {
  if (element === undefined) return [];
  return membersOf(membersOf(element)[0]).map(readExtension);
}

function readExtension(element: DerValue): Extension {
  const members = splitContent(contentOf(element, DER_TAGS.sequence));
  const hasCritical = members[1]?.tag === DER_TAGS.boolean;
  return {
    id: readObjectIdentifier(contentOf(members[0], DER_TAGS.objectIdentifier)),
    critical: hasCritical && members[1]?.content[0] === 0xff,
    value: contentOf(members[hasCritical ? 2 : 1], DER_TAGS.octetString),
  };
}
