import type { Severity, VerifierName } from '../../../model/certificate/finding.ts';
import type { Certificate } from '../../input/certificate.ts';

/** A certificate in its place in a chain. */
export type RuleSubject = {
  readonly certificate: Certificate;
  readonly role: 'leaf' | 'authority';
  /** Whether it signed itself. */
  readonly isRoot: boolean;
  /** Whether it ends the chain, so that nobody looks at its own signature. */
  readonly isAnchor: boolean;
  /** The certificate that signed it, where the input has it. */
  readonly issuer: Certificate | undefined;
  /** The name that callers verify. */
  readonly name: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Days that must be left; `isDemand` where the user said so. */
  readonly minDays: { readonly days: number; readonly isDemand: boolean };
  /** Whether a bundle trusts this CA alone. */
  readonly isOnlyAuthority: boolean;
};

/** What is wrong where `message` gives a sentence. */
export type Rule = {
  readonly id: string;
  readonly severity: Severity | ((subject: RuleSubject) => Severity);
  /** Continues the name of the certificate: `has no …`; undefined where nothing is wrong. */
  readonly message: (subject: RuleSubject) => string | undefined;
  readonly consequence: string;
  readonly refusedBy: readonly VerifierName[];
};

/** A rule for what either holds or does not. */
export function when(
  broken: (subject: RuleSubject) => boolean,
  sentence: string,
): (subject: RuleSubject) => string | undefined {
  return (subject) => (broken(subject) ? sentence : undefined);
}

export const EVERY_VERIFIER: readonly VerifierName[] = ['go', 'openssl', 'openssl-strict', 'node'];
export const ALL_OPENSSL: readonly VerifierName[] = ['openssl', 'openssl-strict', 'node'];
export const STRICT_ONLY: readonly VerifierName[] = ['openssl-strict'];
export const GO_ONLY: readonly VerifierName[] = ['go'];
