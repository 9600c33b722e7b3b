import type { NameAttribute } from '../model/certificate/certificate-subject.ts';
import { contentOf, type DerValue, splitContent, splitElement } from './der-reader.ts';
import { DER_TAGS } from './der-tags.ts';
import { readObjectIdentifier } from './der-values.ts';
import { InputError } from './input-error.ts';
import { ATTRIBUTE_NAMES } from './object-identifiers.ts';

/** The character encodings of the string types that names are written in. */
const DECODERS: ReadonlyMap<number, (content: Uint8Array) => string> = new Map([
  [DER_TAGS.utf8String, (content) => decodeText(content, 'utf-8')],
  [DER_TAGS.printableString, readPrintableString],
  [DER_TAGS.ia5String, (content) => decodeText(content, 'latin1')],
  [DER_TAGS.bmpString, readBmpString],
]);

/**
 * Reads a distinguished name.
 *
 * @param encoded the Name as it stands in the certificate
 * @returns its parts in the order of the encoding
 * @throws InputError, also for a PrintableString with characters that Go's crypto/x509 refuses
 */
export function parseName(encoded: Uint8Array): readonly NameAttribute[] {
  return splitContent(contentOf(splitElement(encoded), DER_TAGS.sequence))
    .flatMap((relative) => splitContent(contentOf(relative, DER_TAGS.set)))
    .map(parseAttribute);
}

function parseAttribute(element: DerValue): NameAttribute {
  const [type, value] = splitContent(contentOf(element, DER_TAGS.sequence));
  const oid = readObjectIdentifier(contentOf(type, DER_TAGS.objectIdentifier));
  if (value === undefined) throw new InputError('has a name without a value');
  const decode = DECODERS.get(value.tag) ?? ((content: Uint8Array) => decodeText(content, 'latin1'));
  return { type: ATTRIBUTE_NAMES[oid] ?? oid, value: decode(value.content) };
}

/** Go adds `*` and `&` to X.680's set, because real CAs use them (crypto/x509/parser.go isPrintable). */
function readPrintableString(content: Uint8Array): string {
  const text = decodeText(content, 'latin1');
  if (!/^[A-Za-z0-9 '()+,\-./:=?*&]*$/.test(text)) {
    throw new InputError(
      'has a name with characters that its type (PrintableString) does not allow; Go refuses it',
    );
  }
  return text;
}

function readBmpString(content: Uint8Array): string {
  if (content.length % 2 !== 0) throw new InputError('has a name in half characters');
  return decodeText(Buffer.from(content).swap16(), 'utf-16le');
}

function decodeText(content: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(content);
}
