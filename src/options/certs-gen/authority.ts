import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { RawOptions } from '../option.ts';
import { switchOf, textOf } from '../raw-value.ts';

/** The files of a CA that exists. */
export type AuthorityFiles = { readonly certificate: string; readonly key: string };

/** Flags that speak of a new CA, by their keys. */
const NEW_AUTHORITY_FLAGS = {
  '--ca-days': (options: RawOptions) => textOf(options, 'caDays') !== undefined,
  '--pathlen': (options: RawOptions) => textOf(options, 'pathlen') !== undefined,
  '--force-new-ca': (options: RawOptions) => switchOf(options, 'forceNewCa'),
} as const;

/** @returns the given CA, undefined where a new one is wanted, or every problem with how it is given */
export function checkAuthorityFiles(options: RawOptions): Checked<AuthorityFiles | undefined> {
  const certificate = textOf(options, 'caCert');
  const key = textOf(options, 'caKey');
  if (certificate === undefined && key === undefined) return valid(undefined);
  const violations = [
    ...pathViolations('--ca-cert', certificate),
    ...pathViolations('--ca-key', key),
    ...contradictions(options),
  ];
  if (certificate === undefined || key === undefined || violations.length > 0) return invalid(violations);
  return valid({ certificate, key });
}

function pathViolations(path: '--ca-cert' | '--ca-key', file: string | undefined): readonly Violation[] {
  if (file === undefined) {
    return [
      { path, message: 'is missing: a CA is given as a certificate and its key, --ca-cert and --ca-key' },
    ];
  }
  return file === '' ? [{ path, message: 'is empty' }] : [];
}

function contradictions(options: RawOptions): readonly Violation[] {
  return Object.entries(NEW_AUTHORITY_FLAGS).flatMap(([path, isGiven]) =>
    isGiven(options) ? [{ path, message: 'is about a new CA, but --ca-cert gives one that exists' }] : [],
  );
}

/** @returns the file of `--passphrase-file`: a passphrase on the command line would be in the list of processes */
export function checkPassphraseFile(options: RawOptions): Checked<string | undefined> {
  const file = textOf(options, 'passphraseFile');
  return file === '' ? invalid([{ path: '--passphrase-file', message: 'is empty' }]) : valid(file);
}
