import { keyFacts } from '../../input/key-facts.ts';
import { hasUnhandledExtension } from '../go/go-certificate.ts';
import { isInvalidToOpenSsl } from '../openssl/openssl-certificate.ts';
import { signatureFacts } from '../signature-names.ts';
import {
  ALL_OPENSSL,
  EVERY_VERIFIER,
  GO_ONLY,
  type Rule,
  type RuleSubject,
  STRICT_ONLY,
  when,
} from './rule.ts';

/** How a certificate is made, whatever it is for. */
export const FORM_RULES: readonly Rule[] = [
  {
    id: 'serial-zero',
    severity: 'warning',
    message: when(
      ({ certificate }) => certificate.fields.serial.every((octet) => octet === 0),
      'has the serial number 0',
    ),
    consequence: 'RFC 5280 forbids it and python-cryptography warns; Go, OpenSSL and Node take it today.',
    refusedBy: [],
  },
  {
    id: 'serial-too-long',
    severity: 'warning',
    message: when(
      ({ certificate }) => certificate.fields.serial.length > 20,
      'has a serial number of more than 20 octets',
    ),
    consequence: 'RFC 5280 forbids it; Go, OpenSSL and Node take it today.',
    refusedBy: [],
  },
  {
    id: 'version-old',
    severity: 'error',
    message: ({ certificate: { fields }, role }) =>
      fields.version < 3 && (role === 'authority' || fields.extensions.length > 0)
        ? `is a version ${fields.version} certificate${fields.extensions.length > 0 ? ' with extensions' : ''}`
        : undefined,
    consequence:
      'openssl -x509_strict says "Using cert extension requires at least X509v3" (93) or "invalid CA certificate" (79); Go ignores the extensions, names among them.',
    refusedBy: STRICT_ONLY,
  },
  {
    id: 'extension-unknown-critical',
    severity: 'error',
    message: when(
      ({ certificate }) => hasUnhandledExtension(certificate),
      'has a critical extension that verifiers do not know',
    ),
    consequence: 'Go says "x509: unhandled critical extension", OpenSSL "unhandled critical extension" (34).',
    refusedBy: GO_ONLY,
  },
  {
    id: 'key-usage-empty',
    severity: 'error',
    message: when(
      ({ certificate }) => certificate.extensions.keyUsage?.bits.size === 0,
      'has a key usage that allows nothing',
    ),
    consequence:
      'OpenSSL and Node find no issuer for it: "unable to get local issuer certificate" (20); Go takes it.',
    refusedBy: ALL_OPENSSL,
  },
  {
    id: 'extension-invalid',
    severity: 'error',
    message: when(
      ({ certificate }) =>
        isInvalidToOpenSsl(certificate) &&
        certificate.faults.length === 0 &&
        certificate.extensions.keyUsage?.bits.size !== 0,
      'has extensions that OpenSSL cannot read',
    ),
    consequence: 'OpenSSL and Node find no issuer for it: "unable to get local issuer certificate" (20).',
    refusedBy: ALL_OPENSSL,
  },
  {
    id: 'signature-weak',
    severity: ({ isAnchor }) => (isAnchor ? 'warning' : 'error'),
    message: ({ certificate: { fields } }) => {
      const facts = signatureFacts(fields.signatureAlgorithm);
      return facts?.insecure === true ? `is signed with ${facts.words}` : undefined;
    },
    consequence:
      'Go says "x509: cannot verify signature: insecure algorithm", and a Node server does not start with it ("ca md too weak"); on a root nobody looks at it.',
    refusedBy: ['go', 'node'],
  },
  {
    id: 'signature-unknown',
    severity: 'error',
    message: ({ certificate: { fields }, isAnchor }) =>
      !isAnchor && signatureFacts(fields.signatureAlgorithm) === undefined
        ? `is signed with an algorithm that Go does not know (${fields.signatureAlgorithm})`
        : undefined,
    consequence: 'Go says "x509: cannot verify signature: algorithm unimplemented".',
    refusedBy: GO_ONLY,
  },
  {
    id: 'key-unsupported',
    severity: 'error',
    message: unsupportedKey,
    consequence: 'Go says "x509: unsupported elliptic curve", or the TLS handshake fails.',
    refusedBy: EVERY_VERIFIER,
  },
  {
    id: 'key-weak',
    severity: ({ certificate }) => (bitsOf(certificate) < 1024 ? 'error' : 'warning'),
    message: ({ certificate }) =>
      bitsOf(certificate) < 2048
        ? `has an RSA key of ${bitsOf(certificate)} bits; 2048 are the least to use`
        : undefined,
    consequence:
      'GnuTLS and python-cryptography refuse it, Go from 1.24 on refuses less than 1024 bits, OpenSSL at security level 2 less than 2048.',
    refusedBy: [],
  },
  {
    id: 'key-ed25519',
    severity: 'warning',
    message: when(
      ({ certificate }) => certificate.publicKey?.asymmetricKeyType === 'ed25519',
      'has an Ed25519 key',
    ),
    consequence: 'Go, OpenSSL and Node take it; browsers and python-cryptography do not, nor does FIPS mode.',
    refusedBy: [],
  },
];

function bitsOf({ publicKey }: RuleSubject['certificate']): number {
  if (publicKey?.asymmetricKeyType !== 'rsa') return Number.POSITIVE_INFINITY;
  return publicKey.asymmetricKeyDetails?.modulusLength ?? Number.POSITIVE_INFINITY;
}

const KEY_TYPES = new Set(['rsa', 'ed25519']);
const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

function unsupportedKey({ certificate: { publicKey } }: RuleSubject): string | undefined {
  if (publicKey === undefined) return 'has a public key that cannot be read';
  if (KEY_TYPES.has(publicKey.asymmetricKeyType ?? '')) return undefined;
  if (CURVES.has(publicKey.asymmetricKeyDetails?.namedCurve ?? '')) return undefined;
  return `has the key ${keyFacts(publicKey).type}; servers can use RSA, ECDSA on P-256, P-384 or P-521, and Ed25519`;
}
