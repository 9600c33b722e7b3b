import { type DerValue, splitContent, splitElement } from '../der-reader.ts';
import { DER_TAGS } from '../der-tags.ts';
import { readObjectIdentifier } from '../der-values.ts';
import { InputError } from '../input-error.ts';
import { EXTENSION_IDS } from '../object-identifiers.ts';
import { duplicateExtension, type Extension, type ParsedCertificate } from '../parse-certificate.ts';
import { parseExtension } from '../parse-extensions.ts';
import { parseName } from '../parse-name.ts';

/** A reason for Go's parser to refuse a certificate (crypto/x509 parser.go). */
export type ParseFault = {
  readonly id: string;
  /** Continues `the certificate …`. */
  readonly message: string;
  /** What Go says. */
  readonly go: string;
  /** Whether OpenSSL cannot read the certificate either. */
  readonly openssl: boolean;
};

/** @returns what Go's parser stumbles over, in its order */
export function parseFaults(fields: ParsedCertificate, hasTrailingBytes: boolean): readonly ParseFault[] {
  const faults = [
    hasTrailingBytes ? TRAILING : undefined,
    fields.version > 3 ? VERSION : undefined,
    serialFault(fields.serial),
    nameFault(fields.issuer),
    nameFault(fields.subject),
    curveFault(fields.publicKeyInfo),
    ...(fields.version === 3 ? extensionFaults(fields.extensions) : []),
  ].filter((fault) => fault !== undefined);
  return faults.filter((fault, index) => faults.findIndex(({ id }) => id === fault.id) === index);
}

const TRAILING: ParseFault = {
  id: 'trailing-data',
  message: 'has bytes behind its end',
  go: 'x509: trailing data',
  openssl: false,
};

const VERSION: ParseFault = {
  id: 'version-unknown',
  message: 'says that it is of a version above 3',
  go: 'x509: invalid version',
  openssl: false,
};

function serialFault(serial: Uint8Array): ParseFault | undefined {
  const [first = 0, second = 0] = serial;
  const isPadded =
    serial.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (serial.length === 0 || isPadded) {
    return {
      id: 'serial-malformed',
      message: 'has a serial number that is not in its shortest form',
      go: 'x509: malformed serial number',
      openssl: true,
    };
  }
  if (first < 0x80) return undefined;
  return {
    id: 'serial-negative',
    message: 'has a negative serial number',
    go: 'x509: negative serial number',
    openssl: false,
  };
}

function nameFault(encoded: Uint8Array): ParseFault | undefined {
  try {
    parseName(encoded);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return {
      id: 'name-malformed',
      message:
        'has a name with characters that its string type (PrintableString) does not allow, such as _ @ or :',
      go: 'x509: invalid RDNSequence: invalid attribute value: invalid PrintableString',
      openssl: false,
    };
  }
}

const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
/** P-224, P-256, P-384, P-521 (crypto/x509 x509.go namedCurveFromOID). */
const GO_CURVES = new Set(['1.3.132.0.33', '1.2.840.10045.3.1.7', '1.3.132.0.34', '1.3.132.0.35']);

function curveFault(publicKeyInfo: Uint8Array): ParseFault | undefined {
  try {
    const [algorithm] = splitContent(splitElement(publicKeyInfo).content);
    const [id, curve] = algorithm === undefined ? [] : splitContent(algorithm.content);
    if (id === undefined || curve?.tag !== DER_TAGS.objectIdentifier) return undefined;
    if (readObjectIdentifier(id.content) !== EC_PUBLIC_KEY) return undefined;
    return GO_CURVES.has(readObjectIdentifier(curve.content)) ? undefined : CURVE;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

const CURVE: ParseFault = {
  id: 'key-unsupported',
  message: 'has a key on a curve that Go does not know; it takes P-256, P-384 and P-521',
  go: 'x509: unsupported elliptic curve',
  openssl: false,
};

function extensionFaults(extensions: readonly Extension[]): readonly (ParseFault | undefined)[] {
  const duplicate = duplicateExtension(extensions);
  return [
    duplicate === undefined
      ? undefined
      : {
          id: 'extension-duplicate',
          message: `has the extension ${duplicate} twice`,
          go: `x509: certificate contains duplicate extension with OID "${duplicate}"`,
          openssl: false,
        },
    ...extensions.map(extensionFault),
  ];
}

function extensionFault(extension: Extension): ParseFault | undefined {
  if (extension.id === EXTENSION_IDS.subjectAlternativeName) {
    const fault = alternativeNameFault(extension.value);
    if (fault !== undefined) return fault;
  }
  try {
    parseExtension(extension);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return malformed(extension.id);
  }
}

function malformed(id: string): ParseFault {
  const name = GO_NAMES.get(id) ?? 'extension';
  return {
    id: 'extension-malformed',
    message: `has an extension ${id} that is not encoded as it must be`,
    go: `x509: invalid ${name}`,
    openssl: true,
  };
}

const GO_NAMES: ReadonlyMap<string, string> = new Map([
  [EXTENSION_IDS.keyUsage, 'key usage'],
  [EXTENSION_IDS.basicConstraints, 'basic constraints'],
  [EXTENSION_IDS.subjectAlternativeName, 'subject alternative names'],
  [EXTENSION_IDS.authorityKeyIdentifier, 'authority key identifier'],
  [EXTENSION_IDS.subjectKeyIdentifier, 'subject key identifier'],
  [EXTENSION_IDS.extendedKeyUsage, 'extended key usages'],
  [EXTENSION_IDS.nameConstraints, 'NameConstraints extension'],
]);

const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

function alternativeNameFault(value: Uint8Array): ParseFault | undefined {
  for (const { tag, content } of membersLoosely(value)) {
    if (tag === DNS_NAME && content.some((octet) => octet >= 0x80)) {
      return {
        id: 'san-not-ascii',
        message: 'has a DNS name with characters outside ASCII; international names are written as xn--…',
        go: 'x509: SAN dNSName is malformed',
        openssl: false,
      };
    }
    if (tag === IP_ADDRESS && content.length !== 4 && content.length !== 16) {
      return {
        id: 'san-ip-length',
        message: `has an IP address of ${content.length} octets; IPv4 has 4, IPv6 has 16`,
        go: `x509: cannot parse IP address of length ${content.length}`,
        openssl: false,
      };
    }
  }
  return undefined;
}

function membersLoosely(value: Uint8Array): readonly DerValue[] {
  try {
    const list = splitElement(value);
    return list.tag === DER_TAGS.sequence ? splitContent(list.content) : [];
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
