import type { Certificate } from '../../input/certificate.ts';
import { EXTENSION_IDS, KEY_USAGE_BITS } from '../../object-identifiers.ts';
import { hasExtension, isCritical } from './openssl-certificate.ts';
import type { OpenSslCode } from './openssl-errors.ts';

type Rule = {
  readonly code: OpenSslCode;
  readonly broken: (certificate: Certificate, isLast: boolean) => boolean;
};

/** What `-x509_strict` adds, in the order of check_extensions of crypto/x509/x509_vfy.c. */
const RULES: readonly Rule[] = [
  { code: 80, broken: (certificate) => hasPathLength(certificate) && !isAuthority(certificate) },
  {
    code: 81,
    broken: (certificate) => hasPathLength(certificate) && !declaresUsage(certificate, 'keyCertSign'),
  },
  {
    code: 89,
    broken: ({ extensions: { basicConstraints } }) =>
      basicConstraints?.ca === true && !basicConstraints.critical,
  },
  {
    code: 92,
    broken: (certificate) => isAuthority(certificate) && certificate.extensions.keyUsage === undefined,
  },
  {
    code: 82,
    broken: (certificate) => !isAuthority(certificate) && declaresUsage(certificate, 'keyCertSign'),
  },
  { code: 83, broken: ({ fields }) => isEmptyName(fields.issuer) },
  {
    code: 84,
    broken: (certificate) =>
      isEmptyName(certificate.fields.subject) &&
      (isAuthority(certificate) ||
        declaresUsage(certificate, 'cRLSign') ||
        !hasExtension(certificate, 'subjectAlternativeName')),
  },
  {
    code: 88,
    broken: (certificate) =>
      isEmptyName(certificate.fields.subject) &&
      hasExtension(certificate, 'subjectAlternativeName') &&
      !isCritical(certificate, EXTENSION_IDS.subjectAlternativeName),
  },
  { code: 87, broken: hasEmptyNames },
  { code: 90, broken: (certificate) => isCritical(certificate, EXTENSION_IDS.authorityKeyIdentifier) },
  { code: 91, broken: (certificate) => isCritical(certificate, EXTENSION_IDS.subjectKeyIdentifier) },
  {
    code: 85,
    broken: ({ fields, extensions }, isLast) =>
      fields.version >= 3 && !isLast && extensions.authorityKeyIdentifier === undefined,
  },
  {
    code: 86,
    broken: (certificate) =>
      certificate.fields.version >= 3 &&
      isAuthority(certificate) &&
      certificate.extensions.subjectKeyIdentifier === undefined,
  },
  { code: 93, broken: ({ fields }) => fields.version < 3 && fields.extensions.length > 0 },
];

/** @returns what strict checking finds in one certificate of a chain; `isLast`: it is the end of the chain */
export function strictErrors(certificate: Certificate, isLast: boolean): readonly OpenSslCode[] {
  return RULES.filter(({ broken }) => broken(certificate, isLast)).map(({ code }) => code);
}

function isAuthority({ extensions }: Certificate): boolean {
  return extensions.basicConstraints?.ca === true;
}

function hasPathLength({ extensions }: Certificate): boolean {
  return extensions.basicConstraints?.pathLength !== undefined;
}

/** A missing extension allows every usage to OpenSSL, but declares none. */
function declaresUsage({ extensions }: Certificate, usage: 'keyCertSign' | 'cRLSign'): boolean {
  return extensions.keyUsage?.bits.has(KEY_USAGE_BITS[usage]) ?? false;
}

/** An empty SEQUENCE. */
function isEmptyName(encoded: Uint8Array): boolean {
  return encoded.length === 2;
}

function hasEmptyNames({ fields }: Certificate): boolean {
  return fields.extensions.some(
    ({ id, value }) => id === EXTENSION_IDS.subjectAlternativeName && value.length === 2,
  );
}
