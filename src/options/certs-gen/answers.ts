import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import { KEY_TYPES } from '../../model/certificate/certificate-key-type.ts';
import {
  CERTIFICATE_PROFILE_NAMES,
  CERTIFICATE_PROFILES,
  type CertificateProfile,
} from '../../model/certificate/certificate-profile.ts';
import type { CertificateRequest } from '../../model/certificate/certificate-request.ts';
import type { Emission } from '../../model/certificate/emitted-part.ts';
import { checkChoice } from '../choice.ts';
import type { RawOptions } from '../option.ts';
import { checkOut } from '../out-directory.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { switchOf, textOf } from '../raw-value.ts';
import { type WriteAnswers, writeAnswers } from '../write-options.ts';
import { type AuthorityFiles, checkAuthorityFiles, checkPassphraseFile } from './authority.ts';
import { checkBackdate } from './backdate.ts';
import { checkEmission } from './emit.ts';
import { checkLifetime } from './lifetime.ts';
import { checkNames, type NamesAnswer } from './names.ts';
import { DEFAULT_OUT } from './options.ts';
import { checkPathLength } from './path-length.ts';
import { checkSubject, defaultCommonName } from './subject.ts';

/** Everything that the flags of kx certs gen say, checked. */
export type CertsGenAnswers = {
  readonly request: CertificateRequest;
  /** A CA that exists; undefined makes a new one. */
  readonly authority: AuthorityFiles | undefined;
  /** Holds the passphrase of the CA's key; undefined where it has none, or somebody is asked. */
  readonly passphraseFile: string | undefined;
  readonly emission: Emission;
  readonly ifNeeded: boolean;
  readonly followSymlinks: boolean;
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
  const { profile, names, subject, keyType, lifetime, backdate, pathLength } = checks;
  const { authority, passphraseFile, emission, out, format } = checks;
  const certificate = profile.ok && names.ok && subject.ok && keyType.ok && lifetime.ok && backdate.ok;
  const ca = authority.ok && pathLength.ok && passphraseFile.ok;
  if (!certificate || !ca || !emission.ok || !out.ok || !format.ok) {
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
      backdate: backdate.value,
      pathLength: pathLength.value,
    },
    authority: authority.value,
    passphraseFile: passphraseFile.value,
    emission: emission.value,
    ifNeeded: switchOf(options, 'ifNeeded'),
    followSymlinks: switchOf(options, 'followSymlinks'),
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
    backdate: checkBackdate(options),
    pathLength: checkPathLength(options),
    authority: checkAuthorityFiles(options),
    passphraseFile: checkPassphraseFile(options),
    emission: checkEmission(options, assumed),
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
