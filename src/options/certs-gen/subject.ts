import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { serviceCommonName } from '../../model/certificate/certificate-names.ts';
import {
  CERTIFICATE_PROFILES,
  type CertificateProfile,
} from '../../model/certificate/certificate-profile.ts';
import type { ServiceReference } from '../../model/certificate/certificate-service.ts';
import {
  type CertificateSubject,
  countCharacters,
  SUBJECT_TEXT_LIMIT,
} from '../../model/certificate/certificate-subject.ts';
import { nameOfCharacter } from '../../model/name-of-character.ts';
import type { RawOptions } from '../option.ts';
import { listOf, textOf } from '../raw-value.ts';

/**
 * @param fallback the common name where `--cn` is not given
 * @returns the subject, or every problem with `--cn` and `--org`
 */
export function checkSubject(options: RawOptions, fallback: string | undefined): Checked<CertificateSubject> {
  const typed = textOf(options, 'cn');
  const organizations = listOf(options, 'org');
  const commonName = typed ?? fallback;
  const violations = [
    ...organizations.map((text) => textViolation('--org', text)),
    commonName === undefined ? MISSING_NAME : undefined,
    typed === undefined ? undefined : textViolation('--cn', typed),
  ].filter((violation) => violation !== undefined);
  if (commonName === undefined || violations.length > 0) return invalid(violations);
  return valid({ commonName, organizations: [...new Set(organizations)] });
}

const MISSING_NAME: Violation = {
  path: '--cn',
  message: 'is missing: it is the user name that the certificate stands for',
  hint: 'for example --cn alice --org dev',
};

/** @returns the common name that the profile or the Service brings, if any */
export function defaultCommonName(
  profile: CertificateProfile,
  service: ServiceReference | undefined,
): string | undefined {
  const fallback = CERTIFICATE_PROFILES[profile].defaultCommonName;
  return fallback ?? (service === undefined ? undefined : serviceCommonName(service));
}

/** RBAC compares names character by character, so what cannot be seen must not be in them. */
function textViolation(path: string, text: string): Violation | undefined {
  if (text === '') return { path, message: 'is empty' };
  const hidden = /[\p{C}\p{Zl}\p{Zp}\uFFFD]/u.exec(text)?.[0];
  if (hidden !== undefined) {
    return { path, message: `has ${nameOfCharacter(hidden)}, which cannot be seen or read` };
  }
  if (text.trim() !== text) return { path, message: `'${text}' starts or ends with a blank` };
  const length = countCharacters(text);
  if (length <= SUBJECT_TEXT_LIMIT) return undefined;
  return { path, message: `has ${length} characters; X.509 allows ${SUBJECT_TEXT_LIMIT}` };
}
