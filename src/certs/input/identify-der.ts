import { type DerValue, firstElement, splitContent } from '../der-reader.ts';
import { DER_TAGS } from '../der-tags.ts';
import { readObjectIdentifier } from '../der-values.ts';
import { InputError } from '../input-error.ts';

/** What a DER structure can be. */
export type DerKind =
  | 'certificate'
  | 'certificate request'
  | 'certificate revocation list'
  | 'private key'
  | 'encrypted private key'
  | 'public key'
  | 'pkcs7'
  | 'pkcs12'
  | 'unknown';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';

/** @returns what the DER is by its outline; nothing of it is checked */
export function identifyDer(der: Uint8Array): DerKind {
  try {
    const outer = firstElement(der);
    if (outer.tag !== DER_TAGS.sequence) return 'unknown';
    return kindOf(splitContent(outer.content));
  } catch (error) {
    if (error instanceof InputError) return 'unknown';
    throw error;
  }
}

function kindOf(members: readonly DerValue[]): DerKind {
  const [first, second, third] = members;
  if (first?.tag === DER_TAGS.objectIdentifier) {
    return readObjectIdentifier(first.content) === SIGNED_DATA ? 'pkcs7' : 'unknown';
  }
  if (first?.tag === DER_TAGS.integer) return kindOfNumbered(second, third);
  if (first?.tag !== DER_TAGS.sequence) return 'unknown';
  if (second?.tag === DER_TAGS.octetString) return 'encrypted private key';
  if (second?.tag === DER_TAGS.bitString) return 'public key';
  return third?.tag === DER_TAGS.bitString ? kindOfSigned(splitContent(first.content)) : 'unknown';
}

/** A version number begins PKCS#8, PKCS#1, SEC1 and PKCS#12. */
function kindOfNumbered(second: DerValue | undefined, third: DerValue | undefined): DerKind {
  if (second?.tag === DER_TAGS.integer && third?.tag === DER_TAGS.integer) return 'private key';
  if (second?.tag === DER_TAGS.octetString) return 'private key';
  if (second?.tag !== DER_TAGS.sequence) return 'unknown';
  if (third?.tag === DER_TAGS.octetString) return 'private key';
  const [type] = splitContent(second.content);
  const oid = type?.tag === DER_TAGS.objectIdentifier ? readObjectIdentifier(type.content) : '';
  return oid === DATA || oid === SIGNED_DATA ? 'pkcs12' : 'unknown';
}

/** Certificates, requests and revocation lists are a body, an algorithm and a signature. */
function kindOfSigned(body: readonly DerValue[]): DerKind {
  const rest = body[0]?.tag === 0xa0 ? body.slice(1) : body;
  const tags = rest.map(({ tag }) => tag);
  const isNumbered = tags[0] === DER_TAGS.integer;
  if (isNumbered && tags.slice(1, 6).every((tag) => tag === DER_TAGS.sequence) && tags.length >= 6) {
    return 'certificate';
  }
  if (isNumbered && tags[1] === DER_TAGS.sequence && tags[2] === DER_TAGS.sequence && tags.length <= 4) {
    return 'certificate request';
  }
  const hasTime = tags
    .slice(2, 5)
    .some((tag) => tag === DER_TAGS.utcTime || tag === DER_TAGS.generalizedTime);
  return hasTime ? 'certificate revocation list' : 'unknown';
}
