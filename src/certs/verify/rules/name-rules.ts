import { parseIpAddress } from '../../../model/ip-address.ts';
import { EXTENSION_IDS } from '../../object-identifiers.ts';
import { commonNameOf } from '../common-name.ts';
import { goHostnameError } from '../go/go-hostname.ts';
import { EVERY_VERIFIER, GO_ONLY, type Rule, type RuleSubject, STRICT_ONLY } from './rule.ts';

/** The names of a leaf. */
export const NAME_RULES: readonly Rule[] = [
  {
    id: 'san-missing',
    severity: 'error',
    message: (subject) => {
      if (hasNames(subject) || subject.certificate.fields.version < 3) return undefined;
      const name = commonNameOf(subject.certificate);
      return `has no subject alternative name${name === undefined ? '' : `, only the common name ${name}`}`;
    },
    consequence:
      'Go says "x509: certificate relies on legacy Common Name field, use SANs instead", or that it is not valid for any names; OpenSSL and Node take the common name.',
    refusedBy: GO_ONLY,
  },
  {
    id: 'san-empty',
    severity: 'error',
    message: ({ certificate }) =>
      certificate.fields.extensions.some(
        ({ id, value }) => id === EXTENSION_IDS.subjectAlternativeName && value.length === 2,
      )
        ? 'has an empty list of alternative names'
        : undefined,
    consequence:
      'OpenSSL -x509_strict says "Empty Subject Alternative Name extension" (87); Go says "certificate is not valid for any names".',
    refusedBy: ['go', 'openssl-strict'],
  },
  {
    id: 'san-mismatch',
    severity: 'error',
    message: mismatch,
    consequence:
      'kube-apiserver verifies exactly this name: Go says "x509: certificate is valid for …, not …", OpenSSL "hostname mismatch" (62), Node ERR_TLS_CERT_ALTNAME_INVALID.',
    refusedBy: EVERY_VERIFIER,
  },
  {
    id: 'san-ip-as-dns',
    severity: 'warning',
    message: (subject) => {
      const found = namesOf(subject).filter((name) => parseIpAddress(name) !== undefined);
      return found.length === 0 ? undefined : `has the IP address ${found.join(', ')} as a DNS name`;
    },
    consequence:
      'Nobody connects by it: Go says "x509: cannot validate certificate for … because it doesn\'t contain any IP SANs", OpenSSL "IP address mismatch" (64).',
    refusedBy: [],
  },
  {
    id: 'san-wildcard',
    severity: 'warning',
    message: (subject) => {
      const found = namesOf(subject).filter((name) => name.includes('*') && !isUsefulWildcard(name));
      return found.length === 0 ? undefined : `has the wildcard ${found.join(', ')}, which matches nothing`;
    },
    consequence:
      'A wildcard stands for one whole first label: *.NAMESPACE.svc is one, *.svc, * and a*.x are none to Go.',
    refusedBy: [],
  },
  {
    id: 'san-malformed',
    severity: 'warning',
    message: (subject) => {
      const found = namesOf(subject).filter(isNoName);
      return found.length === 0
        ? undefined
        : `has DNS names that are none: ${found.map((name) => JSON.stringify(name)).join(', ')}`;
    },
    consequence:
      'Ports, schemes, blanks and trailing dots do not belong in a DNS name: verifiers disagree about them or match nothing.',
    refusedBy: [],
  },
  {
    id: 'subject-empty',
    severity: 'error',
    message: ({ certificate: { fields } }) =>
      fields.subject.length === 2 &&
      fields.extensions.some(({ id, critical }) => id === EXTENSION_IDS.subjectAlternativeName && !critical)
        ? 'has no subject, and its alternative names are not critical'
        : undefined,
    consequence:
      'OpenSSL -x509_strict says "Subject empty and Subject Alt Name extension not critical" (88).',
    refusedBy: STRICT_ONLY,
  },
];

function hasNames({ certificate }: RuleSubject): boolean {
  return certificate.fields.extensions.some(({ id }) => id === EXTENSION_IDS.subjectAlternativeName);
}

function namesOf({ certificate }: RuleSubject): readonly string[] {
  return certificate.extensions.alternativeNames?.dnsNames ?? [];
}

function mismatch(subject: RuleSubject): string | undefined {
  const { certificate, name } = subject;
  if (name === undefined || !hasNames(subject) || certificate.fields.version < 3) return undefined;
  if (certificate.faults.length > 0 || goHostnameError(certificate, name) === undefined) return undefined;
  const { dnsNames = [], ipAddresses = [] } = certificate.extensions.alternativeNames ?? {};
  const names = [...dnsNames, ...ipAddresses.map(({ text }) => text)];
  return `is not valid for ${name}; it names ${names.length === 0 ? 'nothing' : names.join(', ')}`;
}

function isUsefulWildcard(name: string): boolean {
  return /^\*\.[^*.]+(?:\.[^*.]+)+$/.test(name);
}

function isNoName(name: string): boolean {
  if (name.includes('..') || name.split('.').some((label) => label.length > 63)) return true;
  return !/^(?:\*\.)?[A-Za-z0-9_*](?:[A-Za-z0-9_.*-]*[A-Za-z0-9_*])?$/.test(name);
}
