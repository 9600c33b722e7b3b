import { dateInWords } from '../../../model/certificate/certificate-date.ts';
import { EVERY_VERIFIER, type Rule, type RuleSubject } from './rule.ts';

const DAY = 86_400_000;
/** https://support.apple.com/en-us/103769 */
const LONGEST_FOR_APPLE = 825;
/** The life of a leaf after which cert-manager and step renew it. */
const RENEWAL_SHARE = 2 / 3;
/** A new CA has to reach every caBundle before the old one ends. */
const AUTHORITY_DAYS = 90;

/** When a certificate is valid, and for how long still. */
export const TIME_RULES: readonly Rule[] = [
  {
    id: 'expired',
    severity: 'error',
    message: ({ certificate: { fields }, at }) =>
      at >= fields.notAfter ? `expired on ${dateInWords(fields.notAfter)}` : undefined,
    consequence:
      'Go says "x509: certificate has expired or is not yet valid", OpenSSL "certificate has expired" (10), Node CERT_HAS_EXPIRED.',
    refusedBy: EVERY_VERIFIER,
  },
  {
    id: 'not-yet-valid',
    severity: 'error',
    message: ({ certificate: { fields }, at }) =>
      at < fields.notBefore ? `is not valid before ${dateInWords(fields.notBefore)}` : undefined,
    consequence:
      'Go says "x509: certificate has expired or is not yet valid", OpenSSL "certificate is not yet valid" (9), Node CERT_NOT_YET_VALID.',
    refusedBy: EVERY_VERIFIER,
  },
  {
    id: 'expires-soon',
    severity: ({ minDays }) => (minDays.isDemand ? 'error' : 'warning'),
    message: (subject) => {
      const days = daysLeft(subject);
      const wanted = subject.role === 'leaf' || subject.minDays.isDemand ? subject.minDays.days : 0;
      const isValid = subject.at < subject.certificate.fields.notAfter;
      return isValid && days < wanted ? `expires on ${expiry(subject)}, in ${plural(days)}` : undefined;
    },
    consequence: 'From then on every request through the aggregator fails.',
    refusedBy: [],
  },
  {
    id: 'renewal-due',
    severity: 'warning',
    message: (subject) => {
      const { notBefore, notAfter } = subject.certificate.fields;
      const isDue = subject.at - notBefore > (notAfter - notBefore) * RENEWAL_SHARE;
      const isSoon = daysLeft(subject) < subject.minDays.days;
      return subject.role === 'leaf' && isDue && !isSoon && subject.at <= notAfter
        ? `has less than a third of its life left, until ${expiry(subject)}`
        : undefined;
    },
    consequence: 'Renew it now, while there is time to notice a failure.',
    refusedBy: [],
  },
  {
    id: 'ca-expires-soon',
    severity: 'warning',
    message: (subject) => {
      const days = daysLeft(subject);
      const isSoon =
        days >= 0 && days < AUTHORITY_DAYS && !(subject.minDays.isDemand && days < subject.minDays.days);
      return subject.role === 'authority' && subject.isOnlyAuthority && isSoon
        ? `is the only CA and expires on ${expiry(subject)}, in ${plural(days)}`
        : undefined;
    },
    consequence: 'A new CA must reach every caBundle before that day, beside the old one.',
    refusedBy: [],
  },
  {
    id: 'outlives-ca',
    severity: 'warning',
    message: ({ certificate, issuer, role, isRoot }) =>
      role === 'leaf' &&
      !isRoot &&
      issuer !== undefined &&
      certificate.fields.notAfter > issuer.fields.notAfter
        ? `is valid until ${dateInWords(certificate.fields.notAfter)}, its CA only until ${dateInWords(issuer.fields.notAfter)}`
        : undefined,
    consequence: 'It fails on the day that the CA expires, which nobody sees who looks at it alone.',
    refusedBy: [],
  },
  {
    id: 'lifetime-long',
    severity: 'warning',
    message: ({ certificate: { fields }, role, isRoot }) => {
      const days = Math.floor((fields.notAfter - fields.notBefore) / DAY);
      return role === 'leaf' && !isRoot && days > LONGEST_FOR_APPLE ? `is valid for ${days} days` : undefined;
    },
    consequence: `Apple's verifiers refuse more than ${LONGEST_FOR_APPLE} days; Go, OpenSSL and Node take it. A leaked key stays good as long.`,
    refusedBy: [],
  },
  {
    id: 'validity-inverted',
    severity: 'error',
    message: ({ certificate: { fields } }) =>
      fields.notAfter < fields.notBefore ? 'ends before it begins' : undefined,
    consequence: 'There is no day on which a verifier takes it.',
    refusedBy: EVERY_VERIFIER,
  },
];

function daysLeft({ certificate: { fields }, at }: RuleSubject): number {
  return Math.floor((fields.notAfter - at) / DAY);
}

function expiry({ certificate: { fields } }: RuleSubject): string {
  return dateInWords(fields.notAfter);
}

function plural(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
