import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import { type CertificateRequest, requestFor } from '../../model/certificate/certificate-request.ts';
import type { Emission } from '../../model/certificate/emitted-part.ts';
import type { RawOptions } from '../option.ts';
import { checkOut } from '../out-directory.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { switchOf } from '../raw-value.ts';
import { type WriteAnswers, writeAnswers } from '../write-options.ts';
import { type AuthorityFiles, checkAuthorityFiles, checkPassphraseFile } from './authority.ts';
import { checkBackdate } from './backdate.ts';
import { checkEmission } from './emit.ts';
import { checkLifetime } from './lifetime.ts';
import { DEFAULT_OUT } from './options.ts';
import { checkPathLength } from './path-length.ts';
import { assumedProfile, checkWish } from './wish.ts';

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
  const checks = {
    wish: checkWish(options),
    lifetime: checkLifetime(options, now),
    backdate: checkBackdate(options),
    pathLength: checkPathLength(options),
    authority: checkAuthorityFiles(options),
    passphraseFile: checkPassphraseFile(options),
    emission: checkEmission(options, assumedProfile(options)),
    out: checkOut(options, {
      fallback: DEFAULT_OUT,
      notStdout: 'the result is several files, keys among them',
    }),
    format: documentFormat(options),
  };
  const { wish, lifetime, backdate, pathLength, authority, passphraseFile, emission, out, format } = checks;
  const certificate = wish.ok && lifetime.ok && backdate.ok;
  const ca = authority.ok && pathLength.ok && passphraseFile.ok;
  if (!certificate || !ca || !emission.ok || !out.ok || !format.ok) {
    return invalid(Object.values(checks).flatMap(violationsOf));
  }
  const { notes, ...wanted } = wish.value;
  const write = writeAnswers(options);
  const forceNewAuthority = switchOf(options, 'forceNewCa');
  const life = { ...lifetime.value, backdate: backdate.value, pathLength: pathLength.value };
  return valid({
    request: requestFor(wanted, life),
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
