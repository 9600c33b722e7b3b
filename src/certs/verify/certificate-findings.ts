import type { Finding } from '../../model/certificate/finding.ts';
import type { PlacedCertificate } from '../input/item.ts';
import { AUTHORITY_RULES } from './rules/authority-rules.ts';
import { FORM_RULES } from './rules/form-rules.ts';
import { LEAF_RULES } from './rules/leaf-rules.ts';
import { NAME_RULES } from './rules/name-rules.ts';
import type { Rule, RuleSubject } from './rules/rule.ts';
import { TIME_RULES } from './rules/time-rules.ts';

const RULES: Readonly<Record<RuleSubject['role'], readonly Rule[]>> = {
  leaf: [...FORM_RULES, ...NAME_RULES, ...LEAF_RULES, ...TIME_RULES],
  authority: [...FORM_RULES, ...AUTHORITY_RULES, ...TIME_RULES],
};

/** @returns what is wrong with one certificate in its place */
export function certificateFindings(
  placed: PlacedCertificate,
  subject: RuleSubject,
  fix: string,
): readonly Finding[] {
  const at = { certificate: placed.place, fix };
  const faults = subject.certificate.faults.map(({ id, message, go, openssl }) => ({
    ...at,
    id,
    severity: 'error' as const,
    message: `${placed.place} ${message}`,
    consequence: `${id === 'serial-negative' ? SINCE_GO_1_23 : 'Go does not parse it'}: "${go}"${openssl ? '; OpenSSL does not read it either' : ''}.`,
    refusedBy: openssl ? (['go', 'openssl', 'openssl-strict', 'node'] as const) : (['go'] as const),
  }));
  const broken = RULES[subject.role].flatMap((rule) => {
    const message = rule.message(subject);
    if (message === undefined || faults.some(({ id }) => id === rule.id)) return [];
    const severity = typeof rule.severity === 'function' ? rule.severity(subject) : rule.severity;
    const refusedBy = severity === 'error' ? rule.refusedBy : [];
    return [
      {
        ...at,
        id: rule.id,
        severity,
        message: `${placed.place} ${message}`,
        consequence: rule.consequence,
        refusedBy,
      },
    ];
  });
  return [...faults, ...broken];
}

const SINCE_GO_1_23 =
  'Kubernetes 1.27 to 1.31 take it, Go from 1.23 on (Kubernetes 1.32 and later) does not parse it';
