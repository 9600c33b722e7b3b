import { KEY_USAGE_BITS, PURPOSE_IDS } from './object-identifiers.ts';
import type { ParsedCertificate } from './parse-certificate.ts';
import { type ParsedExtensions, parseExtensions } from './parse-extensions.ts';

type Subject = { readonly certificate: ParsedCertificate; readonly extensions: ParsedExtensions };

/** A rule: what is wrong where `broken` holds; in brackets who would refuse it. */
type Rule = { readonly problem: string; readonly broken: (subject: Subject) => boolean };

const RULES: readonly Rule[] = [
  { problem: 'is not version 3 (OpenSSL)', broken: ({ certificate }) => certificate.version !== 3 },
  { problem: 'has a serial number that is negative or zero (Go 1.23)', broken: hasBadSerial },
  {
    problem: 'has a serial number of more than 20 octets (RFC 5280)',
    broken: ({ certificate }) => certificate.serial.length > 20,
  },
  {
    problem: 'ends before it begins (all)',
    broken: ({ certificate }) => certificate.notAfter < certificate.notBefore,
  },
  {
    problem: 'has no critical basic constraints (OpenSSL -x509_strict)',
    broken: ({ extensions }) => extensions.basicConstraints?.critical !== true,
  },
  {
    problem: 'has no critical key usage (OpenSSL -x509_strict)',
    broken: ({ extensions }) => extensions.keyUsage?.critical !== true || extensions.keyUsage.bits.size === 0,
  },
  {
    problem: 'has no subject key identifier (OpenSSL -x509_strict)',
    broken: ({ extensions }) => extensions.subjectKeyIdentifier === undefined,
  },
];

const AUTHORITY_RULES: readonly Rule[] = [
  ...RULES,
  {
    problem: 'is no CA (all)',
    broken: ({ extensions }) => extensions.basicConstraints?.ca !== true,
  },
  {
    problem: 'must not sign certificates (all)',
    broken: ({ extensions }) => extensions.keyUsage?.bits.has(KEY_USAGE_BITS.keyCertSign) !== true,
  },
];

const LEAF_RULES: readonly Rule[] = [
  ...RULES,
  {
    problem: 'is a CA (python-cryptography)',
    broken: ({ extensions }) => extensions.basicConstraints?.ca === true,
  },
  {
    problem: 'has a path length though it is no CA (OpenSSL -x509_strict)',
    broken: ({ extensions }) => extensions.basicConstraints?.pathLength !== undefined,
  },
  {
    problem: 'may sign certificates though it is no CA (OpenSSL -x509_strict)',
    broken: ({ extensions }) => extensions.keyUsage?.bits.has(KEY_USAGE_BITS.keyCertSign) === true,
  },
  {
    problem: 'has no authority key identifier (OpenSSL -x509_strict)',
    broken: ({ extensions }) => extensions.authorityKeyIdentifier === undefined,
  },
  {
    problem: 'has no extended key usage (Go)',
    broken: ({ extensions }) => (extensions.extendedKeyUsage?.purposes.length ?? 0) === 0,
  },
  {
    problem: 'is for servers but has no subject alternative name (Go)',
    broken: ({ extensions }) =>
      extensions.extendedKeyUsage?.purposes.includes(PURPOSE_IDS.serverAuth) === true &&
      (extensions.alternativeNames?.dnsNames.length ?? 0) === 0,
  },
];

/** @returns what strict verifiers would refuse in a CA; none for one that kx made */
export function lintAuthority(certificate: ParsedCertificate): readonly string[] {
  return problemsOf(certificate, AUTHORITY_RULES);
}

/** @returns what strict verifiers would refuse in a leaf; none for one that kx issued */
export function lintLeaf(certificate: ParsedCertificate): readonly string[] {
  return problemsOf(certificate, LEAF_RULES);
}

/** @returns whether Go from 1.23 on refuses to parse the serial number, or RFC 5280 forbids it */
export function hasBadSerial({ certificate: { serial } }: Pick<Subject, 'certificate'>): boolean {
  return (serial[0] ?? 0) >= 0x80 || serial.every((octet) => octet === 0);
}

function problemsOf(certificate: ParsedCertificate, rules: readonly Rule[]): readonly string[] {
  const subject = { certificate, extensions: parseExtensions(certificate) };
  return rules.filter(({ broken }) => broken(subject)).map(({ problem }) => problem);
}
