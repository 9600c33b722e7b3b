import { KEY_USAGE_BITS } from '../../object-identifiers.ts';
import { isPurposeServing, suitsServer } from '../openssl/openssl-certificate.ts';
import { ALL_OPENSSL, EVERY_VERIFIER, type Rule, type RuleSubject, STRICT_ONLY, when } from './rule.ts';

/** What a server's own certificate may and may not be. */
export const LEAF_RULES: readonly Rule[] = [
  {
    id: 'leaf-is-ca',
    severity: 'warning',
    message: when(
      ({ certificate }) => certificate.extensions.basicConstraints?.ca === true,
      'is a CA and serves',
    ),
    consequence:
      "Whoever has the server's key can make certificates of its clients' trust; python-cryptography refuses it.",
    refusedBy: [],
  },
  {
    id: 'leaf-may-sign',
    severity: 'error',
    message: when(
      ({ certificate: { extensions } }) =>
        extensions.basicConstraints?.ca !== true && hasUsage(extensions.keyUsage?.bits, 'keyCertSign'),
      'may sign certificates though it is no CA',
    ),
    consequence: 'OpenSSL -x509_strict says "Key usage keyCertSign invalid for non-CA cert" (82).',
    refusedBy: STRICT_ONLY,
  },
  {
    id: 'leaf-path-length',
    severity: 'error',
    message: when(
      ({ certificate: { extensions } }) =>
        extensions.basicConstraints?.ca === false && extensions.basicConstraints.pathLength !== undefined,
      'has a path length though it is no CA',
    ),
    consequence: 'OpenSSL -x509_strict says "Path length invalid for non-CA cert" (80).',
    refusedBy: STRICT_ONLY,
  },
  {
    id: 'aki-missing',
    severity: 'error',
    message: when(
      ({ certificate, isAnchor }) =>
        !isAnchor && isModern(certificate) && certificate.extensions.authorityKeyIdentifier === undefined,
      'has no authority key identifier',
    ),
    consequence:
      'OpenSSL -x509_strict says "Missing Authority Key Identifier" (85), and rotation with two CAs of one name breaks.',
    refusedBy: STRICT_ONLY,
  },
  {
    id: 'ski-missing',
    severity: 'warning',
    message: when(
      ({ certificate, role, isRoot }) =>
        role === 'leaf' &&
        !isRoot &&
        isModern(certificate) &&
        certificate.extensions.subjectKeyIdentifier === undefined,
      'has no subject key identifier',
    ),
    consequence: 'RFC 5280 asks for one; verifiers take it without.',
    refusedBy: [],
  },
  {
    id: 'eku-missing',
    severity: 'warning',
    message: when(
      ({ certificate, isRoot }) =>
        certificate.extensions.extendedKeyUsage === undefined && !isRoot && isModern(certificate),
      'has no extended key usage',
    ),
    consequence: 'It is good for any purpose: a server key that leaks logs in as a client too.',
    refusedBy: [],
  },
  {
    id: 'eku-wrong',
    severity: 'error',
    message: wrongPurpose,
    consequence:
      'Go says "x509: certificate specifies an incompatible key usage", OpenSSL "unsuitable certificate purpose" (26), Node INVALID_PURPOSE.',
    refusedBy: EVERY_VERIFIER,
  },
  {
    id: 'key-usage-wrong',
    severity: 'error',
    message: when(
      ({ certificate }) =>
        isPurposeServing(certificate) &&
        !suitsServer(certificate, false) &&
        certificate.extensions.keyUsage?.bits.size !== 0,
      'has a key usage without digital signature',
    ),
    consequence: 'OpenSSL and Node say "unsuitable certificate purpose" (26); Go takes it.',
    refusedBy: ALL_OPENSSL,
  },
];

/** Before version 3 there are no extensions to miss. */
function isModern({ fields }: RuleSubject['certificate']): boolean {
  return fields.version >= 3;
}

function wrongPurpose({ certificate }: RuleSubject): string | undefined {
  if (isPurposeServing(certificate)) return undefined;
  return 'has an extended key usage without server authentication';
}

function hasUsage(bits: ReadonlySet<number> | undefined, usage: keyof typeof KEY_USAGE_BITS): boolean {
  return bits?.has(KEY_USAGE_BITS[usage]) === true;
}
