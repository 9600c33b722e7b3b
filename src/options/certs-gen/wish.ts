import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import { KEY_TYPES } from '../../model/certificate/certificate-key-type.ts';
import {
  CERTIFICATE_PROFILE_NAMES,
  CERTIFICATE_PROFILES,
  type CertificateProfile,
} from '../../model/certificate/certificate-profile.ts';
import type { CertificateRequest } from '../../model/certificate/certificate-request.ts';
import { checkChoice } from '../choice.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';
import { checkNames, type NamesAnswer } from './names.ts';
import { checkSubject, defaultCommonName } from './subject.ts';

/** Whom a certificate is for, with what key: what a request and a certificate both say. */
export type CertificateWish = Pick<
  CertificateRequest,
  'profile' | 'keyType' | 'commonName' | 'organizations'
> &
  NamesAnswer;

/** @returns the wish, or every problem with the flags for names, subject, profile and key */
export function checkWish(options: RawOptions): Checked<CertificateWish> {
  const profile = checkChoice({
    path: '--profile',
    text: textOf(options, 'profile'),
    allowed: CERTIFICATE_PROFILE_NAMES,
    fallback: 'server',
  });
  const assumed = profile.ok ? profile.value : undemandingProfile(options);
  const names = checkNames(options, assumed);
  const subject = checkSubject(options, fallbackName(options, assumed, names));
  const keyType = checkChoice({
    path: '--key',
    text: textOf(options, 'key'),
    allowed: KEY_TYPES,
    fallback: 'p256',
  });
  if (!profile.ok || !names.ok || !subject.ok || !keyType.ok) {
    return invalid([profile, names, subject, keyType].flatMap(violationsOf));
  }
  return valid({ profile: profile.value, keyType: keyType.value, ...names.value, ...subject.value });
}

/** @returns the profile that is meant; one that demands little where it is misspelt */
export function assumedProfile(options: RawOptions): CertificateProfile {
  const typed = textOf(options, 'profile') ?? 'server';
  return CERTIFICATE_PROFILE_NAMES.find((name) => name === typed) ?? undemandingProfile(options);
}

/** A misspelt profile must not bring complaints about what another profile would need. */
function undemandingProfile(options: RawOptions): CertificateProfile {
  return textOf(options, 'service') === undefined ? 'front-proxy' : 'server';
}

/** While the names are wrong, any text stands for the name that will come of a Service. */
function fallbackName(
  options: RawOptions,
  profile: CertificateProfile,
  names: Checked<NamesAnswer>,
): string | undefined {
  if (names.ok) return defaultCommonName(profile, names.value.service);
  const { namesService, defaultCommonName: fixed } = CERTIFICATE_PROFILES[profile];
  return namesService ? 'service' : (fixed ?? textOf(options, 'service'));
}
