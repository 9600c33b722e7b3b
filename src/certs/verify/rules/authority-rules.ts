import { KEY_USAGE_BITS } from '../../object-identifiers.ts';
import { isPurposeServing, isSelfSigned } from '../openssl/openssl-certificate.ts';
import { isNamedBy } from '../signature.ts';
import { ALL_OPENSSL, EVERY_VERIFIER, type Rule, type RuleSubject, STRICT_ONLY, when } from './rule.ts';

const CANNOT_SIGN =
  'Go says "x509: invalid signature: parent certificate cannot sign this kind of certificate", OpenSSL "invalid CA certificate" (79).';

/** What a CA of a chain must be. */
export const AUTHORITY_RULES: readonly Rule[] = [
  {
    id: 'ca-false',
    severity: 'error',
    message: ({ certificate: { fields, extensions } }) => {
      if (fields.version < 3 || extensions.basicConstraints?.ca === true) return undefined;
      return extensions.basicConstraints === undefined
        ? 'has no basic constraints, so it is no CA'
        : 'says CA:FALSE';
    },
    consequence: CANNOT_SIGN,
    refusedBy: EVERY_VERIFIER,
  },
  {
    id: 'ca-may-not-sign',
    severity: 'error',
    message: when(({ certificate: { extensions } }) => {
      const bits = extensions.keyUsage?.bits;
      return bits !== undefined && bits.size > 0 && !bits.has(KEY_USAGE_BITS.keyCertSign);
    }, 'has a key usage without certificate signing'),
    consequence: `${CANNOT_SIGN.replace(/\.$/, '')}, "key usage does not include certificate signing" (32).`,
    refusedBy: EVERY_VERIFIER,
  },
  {
    id: 'ca-key-usage-missing',
    severity: 'error',
    message: when(
      ({ certificate: { extensions } }) =>
        extensions.basicConstraints?.ca === true && extensions.keyUsage === undefined,
      'has no key usage',
    ),
    consequence: 'OpenSSL -x509_strict says "CA cert does not include key usage extension" (92).',
    refusedBy: STRICT_ONLY,
  },
  {
    id: 'ca-not-critical',
    severity: 'error',
    message: when(
      ({ certificate: { extensions } }) =>
        extensions.basicConstraints?.ca === true && !extensions.basicConstraints.critical,
      'has basic constraints that are not critical',
    ),
    consequence: 'OpenSSL -x509_strict says "Basic Constraints of CA cert not marked critical" (89).',
    refusedBy: STRICT_ONLY,
  },
  {
    id: 'ca-ski-missing',
    severity: 'error',
    message: when(
      ({ certificate: { fields, extensions } }) =>
        fields.version >= 3 &&
        extensions.basicConstraints?.ca === true &&
        extensions.subjectKeyIdentifier === undefined,
      'has no subject key identifier',
    ),
    consequence:
      'OpenSSL -x509_strict says "Missing Subject Key Identifier" (86), and rotation with two CAs of one name breaks.',
    refusedBy: STRICT_ONLY,
  },
  {
    id: 'ca-eku-wrong',
    severity: 'error',
    message: when(
      ({ certificate }) => !isPurposeServing(certificate),
      'has an extended key usage without server authentication, which binds what it issues',
    ),
    consequence:
      'Go says "x509: certificate specifies an incompatible key usage", OpenSSL "unsuitable certificate purpose" (26).',
    refusedBy: EVERY_VERIFIER,
  },
  {
    id: 'ca-subject-empty',
    severity: 'error',
    message: when(({ certificate }) => certificate.fields.subject.length === 2, 'has an empty subject'),
    consequence: 'OpenSSL -x509_strict says "Subject name empty" (84) and "Issuer name empty" (83).',
    refusedBy: STRICT_ONLY,
  },
  {
    id: 'ca-aki-mismatch',
    severity: 'error',
    message: when(
      ({ certificate, isAnchor }) =>
        isAnchor && isNamedBy(certificate, certificate) && !isSelfSigned(certificate),
      'names itself as its issuer, but another authority key identifier than its own key has',
    ),
    consequence:
      'OpenSSL says "unable to get issuer certificate" (2), and takes it for no root; Go takes it.',
    refusedBy: ALL_OPENSSL,
  },
  {
    id: 'ca-aki-missing',
    severity: 'error',
    message: when(
      ({ certificate: { fields, extensions }, isAnchor }: RuleSubject) =>
        !isAnchor && fields.version >= 3 && extensions.authorityKeyIdentifier === undefined,
      'is an intermediate without authority key identifier',
    ),
    consequence: 'OpenSSL -x509_strict says "Missing Authority Key Identifier" (85).',
    refusedBy: STRICT_ONLY,
  },
];
