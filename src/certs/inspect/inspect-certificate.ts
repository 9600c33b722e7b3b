import { createHash } from 'node:crypto';
import { timestampOf } from '../../model/certificate/certificate-date.ts';
import type { NameSubtrees } from '../../model/certificate/certificate-name-constraints.ts';
import type { InspectedCertificate, InspectedKey } from '../../model/certificate/inspected.ts';
import type { Certificate } from '../input/certificate.ts';
import type { PlacedCertificate } from '../input/item.ts';
import { type KeyFacts, keyFacts } from '../input/key-facts.ts';
import { PURPOSE_IDS } from '../object-identifiers.ts';
import { certificateFindings } from '../verify/certificate-findings.ts';
import { maySign } from '../verify/go/go-certificate.ts';
import { isSignedBy } from '../verify/signature.ts';
import { signatureFacts } from '../verify/signature-names.ts';
import { isRoot, likelyIssuers } from '../verify/trust-path.ts';
import { otherNames } from './other-names.ts';
import { purposeNames, usageNames } from './usage-names.ts';

/** What else the inputs hold, and when. */
export type InspectContext = {
  readonly certificates: readonly PlacedCertificate[];
  readonly keys: readonly { readonly place: string; readonly key: KeyFacts }[];
  /** Epoch milliseconds. */
  readonly now: number;
};

const DAY = 86_400_000;
/** Each certificate of an input looks for its issuer: a thousand of one name would take minutes. */
const MOST_ISSUERS = 8;

/** @returns everything that a certificate says, and what it is good for */
export function inspectCertificate(placed: PlacedCertificate, context: InspectContext): InspectedCertificate {
  const { certificate, place } = placed;
  const { fields } = certificate;
  const isSelfSigned = isRoot(placed);
  const issuer = likelyIssuers(placed, context.certificates, MOST_ISSUERS).find(
    (other) => other !== placed && isSignedBy(certificate, other.certificate),
  );
  const key = certificate.publicKey && keyFacts(certificate.publicKey);
  const owner = context.keys.find((other) => other.key.sha256 === key?.sha256);
  return {
    kind: 'Certificate',
    source: place,
    subject: certificate.subject,
    issuer: certificate.issuer,
    version: fields.version,
    serial: colons(fields.serial),
    notBefore: timestampOf(fields.notBefore),
    notAfter: timestampOf(fields.notAfter),
    daysLeft: Math.floor((fields.notAfter - context.now) / DAY),
    validity: validityOf(certificate, context.now),
    ...namesOf(certificate),
    key: key === undefined ? null : inspectKey(key),
    signatureAlgorithm: signatureFacts(fields.signatureAlgorithm)?.words ?? fields.signatureAlgorithm,
    ...extensionsOf(certificate),
    sha256: certificate.sha256,
    sha1: createHash('sha1').update(certificate.der).digest('hex'),
    selfSigned: isSelfSigned,
    signedBy: isSelfSigned ? null : (issuer?.place ?? null),
    privateKey: owner?.place ?? null,
    goodFor: goodFor(certificate),
    findings: findingsOf(placed, { isSelfSigned, issuer, now: context.now }),
  };
}

/** @returns a key as documents show it */
export function inspectKey({ type, bits, sha256 }: KeyFacts): InspectedKey {
  return { type, ...(bits === undefined ? {} : { bits }), sha256 };
}

function validityOf({ fields }: Certificate, now: number): InspectedCertificate['validity'] {
  if (now > fields.notAfter) return 'expired';
  return now < fields.notBefore ? 'not yet valid' : 'valid';
}

function namesOf(
  certificate: Certificate,
): Pick<InspectedCertificate, 'dnsNames' | 'ipAddresses' | 'otherNames'> {
  const { dnsNames = [], ipAddresses = [] } = certificate.extensions.alternativeNames ?? {};
  return { dnsNames, ipAddresses: ipAddresses.map(({ text }) => text), otherNames: otherNames(certificate) };
}

type Extensions = Pick<
  InspectedCertificate,
  | 'basicConstraints'
  | 'keyUsage'
  | 'extendedKeyUsage'
  | 'nameConstraints'
  | 'subjectKeyIdentifier'
  | 'authorityKeyIdentifier'
  | 'extensions'
>;

function extensionsOf({ extensions, fields }: Certificate): Extensions {
  const { basicConstraints, keyUsage, extendedKeyUsage, nameConstraints } = extensions;
  const { subjectKeyIdentifier, authorityKeyIdentifier } = extensions;
  return {
    basicConstraints:
      basicConstraints === undefined
        ? null
        : { ...basicConstraints, pathLength: basicConstraints.pathLength ?? null },
    keyUsage: keyUsage === undefined ? null : usageNames(keyUsage.bits),
    extendedKeyUsage: extendedKeyUsage === undefined ? null : purposeNames(extendedKeyUsage.purposes),
    nameConstraints:
      nameConstraints === undefined
        ? null
        : {
            permitted: subtreeNames(nameConstraints.permitted),
            excluded: subtreeNames(nameConstraints.excluded),
          },
    subjectKeyIdentifier: subjectKeyIdentifier === undefined ? null : colons(subjectKeyIdentifier),
    authorityKeyIdentifier: authorityKeyIdentifier === undefined ? null : colons(authorityKeyIdentifier),
    extensions: fields.extensions.map(({ id, critical }) => ({ id, critical })),
  };
}

function subtreeNames({ dnsDomains, ipRanges }: NameSubtrees): readonly string[] {
  return [...dnsDomains, ...ipRanges.map((range) => `address range ${colons(Uint8Array.from(range))}`)];
}

/** What a certificate may do by itself; whether anybody trusts it is another question. */
function goodFor(certificate: Certificate): InspectedCertificate['goodFor'] {
  const { extensions, faults } = certificate;
  const isReadable = faults.length === 0;
  const purposes = extensions.extendedKeyUsage?.purposes;
  const isFor = (id: string) =>
    purposes === undefined || purposes.includes(id) || purposes.includes(PURPOSE_IDS.any);
  const hasNames =
    (extensions.alternativeNames?.dnsNames.length ?? 0) +
      (extensions.alternativeNames?.ipAddresses.length ?? 0) >
    0;
  return {
    caBundle: isReadable && maySign(certificate) && extensions.basicConstraints?.ca === true,
    server: isReadable && hasNames && isFor(PURPOSE_IDS.serverAuth),
    client: isReadable && extensions.basicConstraints?.ca !== true && isFor(PURPOSE_IDS.clientAuth),
  };
}

type Judging = {
  readonly isSelfSigned: boolean;
  readonly issuer: PlacedCertificate | undefined;
  readonly now: number;
};

/** Rules about servers' names and purposes say nothing of a client's certificate. */
const OF_SERVERS = new Set(['eku-wrong', 'san-missing', 'san-empty', 'eku-missing', 'ca-eku-wrong']);

function findingsOf(
  placed: PlacedCertificate,
  { isSelfSigned, issuer, now }: Judging,
): InspectedCertificate['findings'] {
  const { certificate } = placed;
  const isAuthority = certificate.extensions.basicConstraints?.ca === true;
  const isServer = purposesOf(certificate).includes(PURPOSE_IDS.serverAuth);
  const subject = {
    certificate,
    role: isAuthority ? ('authority' as const) : ('leaf' as const),
    isRoot: isSelfSigned,
    isAnchor: isSelfSigned,
    issuer: issuer?.certificate,
    name: undefined,
    at: now,
    minDays: { days: 30, isDemand: false },
    isOnlyAuthority: true,
  };
  const isClient = purposesOf(certificate).includes(PURPOSE_IDS.clientAuth) && !isServer;
  return certificateFindings(placed, subject, '')
    .filter(({ id }) => !(isClient && OF_SERVERS.has(id)))
    .map(({ id, severity, message, consequence }) => ({ id, severity, message, consequence }));
}

function purposesOf({ extensions }: Certificate): readonly string[] {
  return extensions.extendedKeyUsage?.purposes ?? [];
}

function colons(octets: Uint8Array): string {
  return [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join(':');
}
