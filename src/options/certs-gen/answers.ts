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
import { checkOut } from '../out-directory.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { switchOf, textOf } from '../raw-value.ts';
import { type WriteAnswers, writeAnswers } from '../write-options.ts';
import { type AuthorityFiles, checkAuthorityFiles } from './authority.ts';
import { checkLifetime } from './lifetime.ts';
import { checkNames, type NamesAnswer } from './names.ts';
import { DEFAULT_OUT } from './options.ts';
import { checkSubject, defaultCommonName } from './subject.ts';

/** Everything that the flags of kx certs gen say, checked. */
export type CertsGenAnswers = {
  readonly request: CertificateRequest;
  /** A CA that exists; undefined makes a new one. */
  readonly authority: AuthorityFiles | undefined;
  readonly out: string;
  readonly write: WriteAnswers;
  readonly forceNewAuthority: boolean;
  readonly format: DocumentFormat | undefined;
  readonly quiet: boolean;
  /** What was changed in the input, or will surprise, one sentence each. */
  readonly notes: readonly string[];
};

/**
 * @param now epoch milliseconds
 * @returns the answers, or every problem with the flags at once
 */
export function checkCertsGen(options: RawOptions, now: number): Checked<CertsGenAnswers> {
  const checks = checkFlags(options, now);
  const { profile, names, subject, keyType, lifetime, authority, out, format } = checks;
  const certificate = profile.ok && names.ok && subject.ok && keyType.ok && lifetime.ok;
  if (!certificate || !authority.ok || !out.ok || !format.ok) {
    return invalid(Object.values(checks).flatMap(violationsOf));
  }
  const { notes, ...named } = names.value;
  const write = writeAnswers(options);
  const forceNewAuthority = switchOf(options, 'forceNewCa');
  return valid({
    request: {
      profile: profile.value,
      keyType: keyType.value,
      ...named,
      ...subject.value,
      ...lifetime.value,
    },
    authority: authority.value,
    out: out.value,
    write: { ...write, force: write.force || forceNewAuthority },
    forceNewAuthority,
    format: format.value,
    quiet: switchOf(options, 'quiet'),
    notes,
  });
}

function checkFlags(options: RawOptions, now: number) {
  const profile = checkChoice({
    path: '--profile',
    text: textOf(options, 'profile'),
    allowed: CERTIFICATE_PROFILE_NAMES,
    fallback: 'server',
  });
  const assumed = profile.ok ? profile.value : undemandingProfile(options);
  const names = checkNames(options, assumed);
  return {
    profile,
    names,
    subject: checkSubject(options, fallbackName(options, assumed, names)),
    keyType: checkChoice({
      path: '--key',
      text: textOf(options, 'key'),
      allowed: KEY_TYPES,
      fallback: 'p256',
    }),
    lifetime: checkLifetime(options, now),
    authority: checkAuthorityFiles(options),
    out: checkOut(options, {
      fallback: DEFAULT_OUT,
      notStdout: 'the result is several files, keys among them',
    }),
    format: documentFormat(options),
  };
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
