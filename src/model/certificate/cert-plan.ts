import type { IpAddress } from '../ip-address.ts';
import type { KeyType } from './certificate-key-type.ts';
import { keyTypeWarning } from './certificate-key-type.ts';
import { type Validity, validityFor, withinAuthority } from './certificate-lifetime.ts';
import { serviceDnsNames, verifiedName } from './certificate-names.ts';
import { CERTIFICATE_PROFILES, type ExtendedKeyUsage } from './certificate-profile.ts';
import type { CertificateRequest } from './certificate-request.ts';
import { type CertificateSubject, SUBJECT_TEXT_LIMIT } from './certificate-subject.ts';

/** A CA to be made: its name, its life, its key. */
export type AuthorityPlan = {
  readonly subject: CertificateSubject;
  readonly validity: Validity;
  readonly keyType: KeyType;
  /** How many CAs may stand below it: 0 where it signs leaves only, undefined for any number. */
  readonly pathLength: number | undefined;
};

/** A leaf to be issued. */
export type LeafPlan = {
  readonly subject: CertificateSubject;
  readonly usage: ExtendedKeyUsage;
  /** Each once; the first is the one that kube-apiserver verifies, for a server. */
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly IpAddress[];
  readonly validity: Validity;
  readonly keyType: KeyType;
  /** What will surprise, one sentence each. */
  readonly notes: readonly string[];
};

/** A new CA and the leaf that it issues. */
export type CertPlan = { readonly authority: AuthorityPlan; readonly leaf: LeafPlan };

/** The world that a plan depends on. */
export type PlanContext = {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Random text of a few characters that tells this CA from others with the same name and day. */
  readonly nonce: string;
};

/**
 * Plans a new CA and a leaf of it. The leaf never outlives the CA.
 *
 * @param request what is asked for, checked
 */
export function planCertificates(request: CertificateRequest, { now, nonce }: PlanContext): CertPlan {
  const authority: AuthorityPlan = {
    subject: { organizations: [], commonName: authorityName(request, { now, nonce }) },
    validity: validityFor(now, request.caDays, request.backdate),
    keyType: request.keyType,
    pathLength: request.pathLength,
  };
  return { authority, leaf: planLeaf(request, now, authority.validity) };
}

/**
 * Plans a leaf of a CA that exists or will.
 *
 * @param now epoch milliseconds
 * @param authority the CA's own validity, which bounds the leaf's; undefined while it is not known
 */
export function planLeaf(request: CertificateRequest, now: number, authority?: Validity): LeafPlan {
  const rules = CERTIFICATE_PROFILES[request.profile];
  const wanted = validityFor(now, request.days, request.backdate);
  const validity = authority === undefined ? wanted : withinAuthority(wanted, authority);
  const serviceNames =
    rules.namesService && request.service !== undefined
      ? serviceDnsNames(request.service, request.clusterDomain)
      : [];
  return {
    subject: { organizations: request.organizations, commonName: request.commonName },
    usage: rules.usage,
    dnsNames: [...new Set([...serviceNames, ...request.dnsNames])],
    ipAddresses: distinctAddresses(request.ipAddresses),
    validity,
    keyType: request.keyType,
    notes: [...clockNotes(now), ...leafNotes(request, validity.notAfter < wanted.notAfter)],
  };
}

/**
 * Unique, so that an old and a new CA can stand in one bundle and no leaf shares its issuer's name: verifiers that
 * look issuers up by name would otherwise try the wrong one.
 */
function authorityName({ service, profile }: CertificateRequest, { now, nonce }: PlanContext): string {
  const suffix = ` ${new Date(now).toISOString().slice(0, 10)} ${nonce}`;
  const prefix = 'kx-ca ';
  const room = SUBJECT_TEXT_LIMIT - prefix.length - suffix.length;
  const label = service === undefined ? profile : `${service.name}.${service.namespace}`;
  return prefix + label.slice(0, room) + suffix;
}

function distinctAddresses(addresses: readonly IpAddress[]): readonly IpAddress[] {
  return [...new Map(addresses.map((address) => [address.text, address])).values()];
}

function leafNotes(request: CertificateRequest, endsWithAuthority: boolean): readonly string[] {
  const notes: readonly (string | undefined)[] = [
    shortNameNote(request),
    endsWithAuthority ? 'the certificate would outlive its CA, so it ends with the CA' : undefined,
    request.profile === 'server' && request.days > LONGEST_ACCEPTED_BY_APPLE && !endsWithAuthority
      ? `Apple's verifiers refuse server certificates for more than ${LONGEST_ACCEPTED_BY_APPLE} days; Go, OpenSSL and Node take this one`
      : undefined,
    request.profile === 'server' && request.ipAddresses.length === 0
      ? 'it is valid for no IP address: to connect past the Service, add --ip 127.0.0.1 --dns localhost'
      : undefined,
    request.organizations.includes('system:masters')
      ? 'system:masters may do everything and cannot be revoked before the certificate expires'
      : undefined,
    keyTypeWarning(request.keyType),
  ];
  return notes.filter((note) => note !== undefined);
}

/** A machine without a battery starts in 1970, and what it issues has expired everywhere else. */
function clockNotes(now: number): readonly string[] {
  const year = new Date(now).getUTCFullYear();
  return year < 2024
    ? [`this machine's clock says ${year}: other machines will not take the certificate`]
    : [];
}

function shortNameNote({ service, commonName }: CertificateRequest): string | undefined {
  if (service === undefined || commonName !== service.name) return undefined;
  const name = verifiedName(service);
  if (name.length <= SUBJECT_TEXT_LIMIT) return undefined;
  return `${name} is longer than the ${SUBJECT_TEXT_LIMIT} characters of a common name: the subject says CN=${commonName}, the alternative names have it in full`;
}

/** https://support.apple.com/en-us/103769 */
const LONGEST_ACCEPTED_BY_APPLE = 825;
