import type { X509Certificate } from 'node:crypto';
import { dateInWords } from '../model/certificate/certificate-date.ts';
import { permitsDnsName, permitsIpAddress } from '../model/certificate/certificate-name-constraints.ts';
import type { ExtendedKeyUsage } from '../model/certificate/certificate-profile.ts';
import type { IpAddress } from '../model/ip-address.ts';
import { hasBadSerial } from './lint-certificate.ts';
import { KEY_USAGE_BITS, PURPOSE_IDS } from './object-identifiers.ts';
import { type ParsedExtensions, parseExtensions } from './parse-extensions.ts';
import type { ReadCertificate } from './read-certificates.ts';
import { signatureAlgorithmOf } from './signature-algorithm.ts';

/** What is to be issued, as far as the CA must allow it. */
export type AuthorityUse = {
  readonly usage: ExtendedKeyUsage;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly IpAddress[];
  /** Epoch milliseconds. */
  readonly now: number;
};

/** Sentences that continue the name of the CA's file. */
export type AuthorityVerdict = { readonly problems: readonly string[]; readonly notes: readonly string[] };

type Case = AuthorityUse & ReadCertificate & { readonly extensions: ParsedExtensions };
type Rule = (subject: Case) => string | undefined;

const NOT_A_SIGNER = 'so Go says "parent certificate cannot sign this kind of certificate"';

/** Each refuses a CA whose leaves Go would refuse, with Go's consequence. */
const REFUSALS: readonly Rule[] = [
  ({ parsed }) =>
    parsed.version === 3
      ? undefined
      : `is a version ${parsed.version} certificate and no CA, ${NOT_A_SIGNER}`,
  ({ extensions }) =>
    extensions.basicConstraints?.ca === true ? undefined : `is no CA (no CA:TRUE), ${NOT_A_SIGNER}`,
  ({ extensions }) =>
    extensions.keyUsage === undefined || extensions.keyUsage.bits.has(KEY_USAGE_BITS.keyCertSign)
      ? undefined
      : `has a key usage without certificate signing, ${NOT_A_SIGNER}`,
  ({ extensions, usage }) =>
    extensions.extendedKeyUsage === undefined ||
    extensions.extendedKeyUsage.purposes.some((id) => id === PURPOSE_IDS[usage] || id === PURPOSE_IDS.any)
      ? undefined
      : `has an extended key usage without ${usage}, so Go says "certificate specifies an incompatible key usage"`,
  ({ parsed, now }) =>
    parsed.notAfter > now ? undefined : `expired on ${dateInWords(parsed.notAfter)}: make a new CA`,
  ({ parsed, now }) =>
    parsed.notBefore <= now ? undefined : `is not valid before ${dateInWords(parsed.notBefore)}`,
  ({ parsed }) =>
    hasBadSerial({ certificate: parsed })
      ? 'has a serial number that is negative or zero; Go from 1.23 on (kubectl 1.32) refuses it'
      : undefined,
  ({ x509 }) => weakKey(x509),
  ({ x509 }) => hugeKey(x509),
  ({ parsed, x509 }) =>
    !isRoot(x509) && usesSha1(parsed.signatureAlgorithm)
      ? 'is an intermediate signed with SHA-1, so Go says "insecure algorithm"'
      : undefined,
  forbiddenNames,
];

/** Each tells what only strict verifiers refuse. */
const WARNINGS: readonly Rule[] = [
  ({ extensions }) =>
    extensions.keyUsage === undefined
      ? 'has no key usage: openssl verify -x509_strict refuses it'
      : undefined,
  ({ extensions }) =>
    extensions.subjectKeyIdentifier === undefined
      ? 'has no subject key identifier: openssl verify -x509_strict refuses it'
      : undefined,
  ({ extensions }) =>
    extensions.basicConstraints?.critical === false
      ? 'has basic constraints that are not critical: openssl verify -x509_strict refuses it'
      : undefined,
  ({ x509 }) => slowKey(x509),
  ({ x509 }) =>
    isRoot(x509)
      ? undefined
      : 'is an intermediate: tls.crt carries it behind the leaf, and caBundle should hold the root above it',
];

/** @returns why a CA cannot issue what is wanted, and what to know where it can */
export function judgeAuthority(certificate: ReadCertificate, use: AuthorityUse): AuthorityVerdict {
  const subject = { ...use, ...certificate, extensions: parseExtensions(certificate.parsed) };
  const apply = (rules: readonly Rule[]) =>
    rules.map((rule) => rule(subject)).filter((sentence) => sentence !== undefined);
  return { problems: apply(REFUSALS), notes: apply(WARNINGS) };
}

/** @returns whether a certificate names itself as its issuer and may, as OpenSSL's X509_check_issued tells; no signature is verified */
export function isRoot(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate);
}

function weakKey({ publicKey }: X509Certificate): string | undefined {
  const bits = publicKey.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && bits < 2048) {
    return `has an RSA key of ${bits} bits; 2048 are the least that verifiers take`;
  }
  if (signatureAlgorithmOf(publicKey) !== undefined) return undefined;
  const curve = publicKey.asymmetricKeyDetails?.namedCurve;
  const kind = curve === undefined ? `a ${publicKey.asymmetricKeyType} key` : `a key on the curve ${curve}`;
  return `has ${kind}; Go takes RSA, ECDSA on P-256, P-384 or P-521, and Ed25519`;
}

/** OpenSSL verifies with no larger modulus (OPENSSL_RSA_MAX_MODULUS_BITS); Go takes a server's chain up to 8192. */
const LARGEST_ROOT = 16_384;
const LARGEST_SENT = 8192;

function hugeKey(certificate: X509Certificate): string | undefined {
  const bits = certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits > LARGEST_ROOT) return `has an RSA key of ${bits} bits; OpenSSL takes ${LARGEST_ROOT} at most`;
  if (bits <= LARGEST_SENT || isRoot(certificate)) return undefined;
  return `is an intermediate with an RSA key of ${bits} bits, so Go says "server sent certificate containing RSA key larger than 8192 bits"`;
}

function slowKey({ publicKey }: X509Certificate): string | undefined {
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  return bits > 4096 ? `has an RSA key of ${bits} bits: each handshake takes longer for it` : undefined;
}

/** sha1WithRSAEncryption, and ecdsa-with-SHA1 of RFC 5758. */
function usesSha1(oid: string): boolean {
  return oid === '1.2.840.113549.1.1.5' || oid === '1.2.840.10045.4.1';
}

function forbiddenNames({ extensions, dnsNames, ipAddresses }: Case): string | undefined {
  const { nameConstraints } = extensions;
  if (nameConstraints === undefined) return undefined;
  const forbidden = [
    ...dnsNames.filter((name) => !permitsDnsName(nameConstraints, name)),
    ...ipAddresses.filter((address) => !permitsIpAddress(nameConstraints, address)).map(({ text }) => text),
  ];
  if (forbidden.length === 0) return undefined;
  return `may not issue for ${forbidden.join(', ')} (name constraints), so Go says "not authorized to sign for this name"`;
}
