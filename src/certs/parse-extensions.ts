import type { NameConstraints } from '../model/certificate/certificate-name-constraints.ts';
import { contentOf, splitContent, splitElement } from './der-reader.ts';
import { DER_TAGS } from './der-tags.ts';
import { membersOf, readBits, readObjectIdentifier, readSmallInteger } from './der-values.ts';
import { EXTENSION_IDS } from './object-identifiers.ts';
import type { Extension, ParsedCertificate } from './parse-certificate.ts';
import { type GeneralNames, parseGeneralNames, parseNameConstraints } from './parse-general-names.ts';

/** The extensions that decide whether a chain is taken; absent ones are undefined. */
export type ParsedExtensions = {
  readonly basicConstraints?: {
    readonly critical: boolean;
    readonly ca: boolean;
    readonly pathLength?: number;
  };
  /** Bit numbers of KEY_USAGE_BITS. */
  readonly keyUsage?: { readonly critical: boolean; readonly bits: ReadonlySet<number> };
  /** Object identifiers of PURPOSE_IDS, or others. */
  readonly extendedKeyUsage?: { readonly purposes: readonly string[] };
  readonly subjectKeyIdentifier?: Uint8Array;
  /** Undefined also where the extension has no key identifier. */
  readonly authorityKeyIdentifier?: Uint8Array;
  readonly alternativeNames?: GeneralNames;
  readonly nameConstraints?: NameConstraints;
};

type Parser = (extension: Extension) => ParsedExtensions;

/** keyIdentifier of AuthorityKeyIdentifier, tagged [0]. */
const KEY_IDENTIFIER_TAG = 0x80;

/**
 * Reads the known extensions of a certificate.
 *
 * @throws InputError
 */
export function parseExtensions({ extensions }: ParsedCertificate): ParsedExtensions {
  let found: ParsedExtensions = {};
  for (const extension of extensions) found = { ...found, ...parseExtension(extension) };
  return found;
}

/**
 * Reads one extension.
 *
 * @returns nothing for one that is not known
 * @throws InputError
 */
export function parseExtension(extension: Extension): ParsedExtensions {
  return PARSERS.get(extension.id)?.(extension) ?? {};
}

const PARSERS: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  [EXTENSION_IDS.basicConstraints, parseBasicConstraints],
  [
    EXTENSION_IDS.keyUsage,
    ({ critical, value }) => ({
      keyUsage: { critical, bits: readBits(contentOf(splitElement(value), DER_TAGS.bitString)) },
    }),
  ],
  [
    EXTENSION_IDS.extendedKeyUsage,
    ({ value }) => ({
      extendedKeyUsage: {
        purposes: membersOf(splitElement(value)).map((element) =>
          readObjectIdentifier(contentOf(element, DER_TAGS.objectIdentifier)),
        ),
      },
    }),
  ],
  [
    EXTENSION_IDS.subjectKeyIdentifier,
    ({ value }) => ({ subjectKeyIdentifier: contentOf(splitElement(value), DER_TAGS.octetString) }),
  ],
  [EXTENSION_IDS.authorityKeyIdentifier, parseAuthorityKeyIdentifier],
  [
    EXTENSION_IDS.subjectAlternativeName,
    ({ value }) => ({ alternativeNames: parseGeneralNames(membersOf(splitElement(value))) }),
  ],
  [EXTENSION_IDS.nameConstraints, ({ value }) => ({ nameConstraints: parseNameConstraints(value) })],
]);

function parseBasicConstraints({ critical, value }: Extension): ParsedExtensions {
  const members = splitContent(contentOf(splitElement(value), DER_TAGS.sequence));
  const ca = members[0]?.tag === DER_TAGS.boolean && members[0].content[0] === 0xff;
  const length = members.find((member) => member.tag === DER_TAGS.integer);
  return {
    basicConstraints: {
      critical,
      ca,
      ...(length === undefined ? {} : { pathLength: readSmallInteger(length.content) }),
    },
  };
}

function parseAuthorityKeyIdentifier({ value }: Extension): ParsedExtensions {
  const identifier = membersOf(splitElement(value)).find((member) => member.tag === KEY_IDENTIFIER_TAG);
  return identifier === undefined ? {} : { authorityKeyIdentifier: identifier.content };
}
