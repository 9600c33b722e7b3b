import type { AuthorityPlan, LeafPlan } from '../../model/certificate/cert-plan.ts';
import { dateInWords } from '../../model/certificate/certificate-date.ts';
import type { KeyType } from '../../model/certificate/certificate-key-type.ts';
import type { Validity } from '../../model/certificate/certificate-lifetime.ts';
import { formatName } from '../../model/certificate/certificate-subject.ts';
import { keyTypeOf } from '../key-type-of.ts';
import { PURPOSE_IDS } from '../object-identifiers.ts';
import { parseExtensions } from '../parse-extensions.ts';
import { parseName } from '../parse-name.ts';
import type { ReadCertificate } from '../read-certificates.ts';
import { encodeSubject } from '../sign-certificate.ts';

const DAY = 86_400_000;

/**
 * @param now epoch milliseconds
 * @returns why a certificate is of no use now, as the end of a sentence; empty where it is
 */
export function isValidAt(
  { parsed: { notBefore, notAfter } }: ReadCertificate,
  now: number,
): readonly string[] {
  if (notAfter < now) return [`expired on ${dateInWords(notAfter)}`];
  return notBefore > now ? [`is not valid before ${dateInWords(notBefore)}`] : [];
}

/** @returns in what a leaf is not the one that is asked for, as ends of sentences */
export function compareLeaf(leaf: ReadCertificate, ca: ReadCertificate, plan: LeafPlan): readonly string[] {
  const { alternativeNames, extendedKeyUsage } = parseExtensions(leaf.parsed);
  const subject = encodeSubject(plan.subject);
  const purposes = extendedKeyUsage?.purposes ?? [];
  return [
    ...(Buffer.compare(leaf.parsed.subject, subject) === 0
      ? []
      : [`is for ${nameOf(leaf.parsed.subject)}, not for ${nameOf(subject)}`]),
    ...compareLists('name', alternativeNames?.dnsNames ?? [], plan.dnsNames),
    ...compareLists(
      'address',
      (alternativeNames?.ipAddresses ?? []).map(({ text }) => text),
      plan.ipAddresses.map(({ text }) => text),
    ),
    ...(purposes.length === 1 && purposes[0] === PURPOSE_IDS[plan.usage]
      ? []
      : [`has another purpose than ${plan.usage} alone`]),
    ...compareKeys(leaf, plan.keyType),
    ...compareLives(leaf.parsed, plan.validity, ca.parsed),
  ];
}

/** @returns in what a CA is not the one that is asked for, as ends of sentences */
export function compareAuthority(ca: ReadCertificate, plan: AuthorityPlan): readonly string[] {
  const { basicConstraints } = parseExtensions(ca.parsed);
  const isLimited = basicConstraints?.pathLength === plan.pathLength;
  const limit = basicConstraints?.pathLength ?? 'none';
  return [
    ...(basicConstraints?.ca === true ? [] : ['is no CA']),
    ...(isLimited ? [] : [`has the path length ${limit}, not ${plan.pathLength ?? 'none'}`]),
    ...compareKeys(ca, plan.keyType),
    ...compareLives(ca.parsed, plan.validity, undefined),
  ];
}

function nameOf(encoded: Uint8Array): string {
  return formatName(parseName(encoded));
}

function compareLists(
  what: string,
  present: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  const missing = wanted.filter((text) => !present.includes(text));
  const surplus = present.filter((text) => !wanted.includes(text));
  return [
    ...missing.map((text) => `lacks the ${what} ${text}`),
    ...surplus.map((text) => `has the ${what} ${text}, which is not asked for`),
  ];
}

function compareKeys({ x509 }: ReadCertificate, wanted: KeyType): readonly string[] {
  const type = keyTypeOf(x509.publicKey);
  return type === wanted ? [] : [`has a key of ${type ?? 'another type'}, not ${wanted}`];
}

/** A leaf that was cut to the life of its CA is as long as it can be. */
function compareLives(present: Validity, wanted: Validity, ca: Validity | undefined): readonly string[] {
  const isCut = ca !== undefined && (present.notAfter === ca.notAfter || present.notBefore === ca.notBefore);
  const life = lifeOf(present);
  const asked = lifeOf(wanted);
  if (life === asked || (isCut && life < asked)) return [];
  const [days, askedDays] = [life, asked].map((time) => Math.round(time / DAY));
  return days === askedDays
    ? ['begins further back, or less far, than is asked for']
    : [`is for ${days} days, not ${askedDays}`];
}

function lifeOf({ notBefore, notAfter }: Validity): number {
  return notAfter - notBefore;
}
