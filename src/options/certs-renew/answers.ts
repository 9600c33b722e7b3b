import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { KEY_TYPES, type KeyType } from '../../model/certificate/certificate-key-type.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { type AuthorityFiles, checkAuthorityFiles, checkPassphraseFile } from '../certs-gen/authority.ts';
import { checkDnsName } from '../certs-gen/dns-name.ts';
import { checkIp } from '../certs-gen/ip.ts';
import { checkDays } from '../certs-gen/lifetime.ts';
import { DEFAULT_OUT } from '../certs-gen/options.ts';
import { checkMinDays } from '../certs-verify/time.ts';
import { checkChoice } from '../choice.ts';
import type { RawOptions } from '../option.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import { type WriteAnswers, writeAnswers } from '../write-options.ts';
import { checkDirectory } from './directory.ts';

/** Everything that the command line of kx certs renew says, checked. */
export type CertsRenewAnswers = {
  /** As typed. */
  readonly directory: string;
  readonly days: number | undefined;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly IpAddress[];
  readonly keyType: KeyType | undefined;
  readonly reuseKey: boolean;
  readonly renewsAuthority: boolean;
  readonly caDays: number | undefined;
  /** A CA that is kept elsewhere; undefined where it is in the directory. */
  readonly authority: AuthorityFiles | undefined;
  readonly passphraseFile: string | undefined;
  readonly ifNeeded: boolean;
  /** Undefined: a third of its life. */
  readonly minDays: number | undefined;
  readonly write: WriteAnswers;
  readonly format: DocumentFormat | undefined;
  readonly quiet: boolean;
  /** What was changed in the input, one sentence each. */
  readonly notes: readonly string[];
};

/**
 * @param now epoch milliseconds
 * @returns the answers, or every problem with the command line at once
 */
export function checkCertsRenew(
  args: readonly string[],
  options: RawOptions,
  now: number,
): Checked<CertsRenewAnswers> {
  const checks = checkFlags(args, options, now);
  const { directory, days, caDays, keyType, names, authority, passphraseFile, minDays, format } = checks;
  const violations = [...Object.values(checks).flatMap(violationsOf), ...contradictions(options)];
  const certificate = days.ok && caDays.ok && keyType.ok && names.ok;
  if (!certificate || !directory.ok || violations.length > 0) return invalid(violations);
  if (!authority.ok || !passphraseFile.ok || !minDays.ok || !format.ok) return invalid(violations);
  return valid({
    directory: directory.value,
    days: days.value,
    caDays: caDays.value,
    ...names.value,
    keyType: keyType.value,
    reuseKey: switchOf(options, 'reuseKey'),
    renewsAuthority: switchOf(options, 'ca'),
    authority: authority.value,
    passphraseFile: passphraseFile.value,
    ifNeeded: switchOf(options, 'ifNeeded'),
    minDays: minDays.value.isDemand ? minDays.value.days : undefined,
    write: writeAnswers(options),
    format: format.value,
    quiet: switchOf(options, 'quiet'),
  });
}

function checkFlags(args: readonly string[], options: RawOptions, now: number) {
  const days = (path: string, key: string) =>
    checkDays({ path, typed: textOf(options, key), fallback: undefined, now });
  return {
    directory: checkDirectory(args, DEFAULT_OUT),
    days: days('--days', 'days'),
    caDays: days('--ca-days', 'caDays'),
    keyType: checkChoice({
      path: '--key',
      text: textOf(options, 'key'),
      allowed: KEY_TYPES,
      fallback: undefined,
    }),
    names: checkFurtherNames(options),
    authority: checkAuthorityFiles({ ...options, caDays: undefined }),
    passphraseFile: checkPassphraseFile(options),
    minDays: checkMinDays(options),
    format: documentFormat(options),
  };
}

function checkFurtherNames(
  options: RawOptions,
): Checked<Pick<CertsRenewAnswers, 'dnsNames' | 'ipAddresses' | 'notes'>> {
  const dns = listOf(options, 'dns').map((name) => checkDnsName('--dns', name));
  const ips = listOf(options, 'ip').map(checkIp);
  const violations = [...dns, ...ips].flatMap(violationsOf);
  if (violations.length > 0) return invalid(violations);
  const names = dns.flatMap((name) => (name.ok ? [name.value] : []));
  const addresses = ips.flatMap((address) => (address.ok ? [address.value] : []));
  return valid({
    dnsNames: names.map(({ name }) => name),
    ipAddresses: addresses.map(({ address }) => address),
    notes: [...names, ...addresses].flatMap(({ notes }) => notes),
  });
}

/** Flags that say nothing, or the contrary, beside others. */
const CONTRADICTIONS: readonly {
  readonly when: (options: RawOptions) => boolean;
  readonly violation: Violation;
}[] = [
  {
    when: (options) => switchOf(options, 'reuseKey') && textOf(options, 'key') !== undefined,
    violation: { path: '--key', message: 'is for a new key, and --reuse-key keeps the present one' },
  },
  {
    when: (options) => !switchOf(options, 'ca') && textOf(options, 'caDays') !== undefined,
    violation: { path: '--ca-days', message: 'is about a renewed CA', hint: 'add --ca' },
  },
  {
    when: (options) => switchOf(options, 'ca') && textOf(options, 'caCert') !== undefined,
    violation: {
      path: '--ca',
      message: 'renews ca.crt in the directory, and --ca-cert names a CA elsewhere',
      hint: 'renew it where it is kept: kx certs renew DIR --ca',
    },
  },
  {
    when: (options) => !switchOf(options, 'ifNeeded') && textOf(options, 'minDays') !== undefined,
    violation: { path: '--min-days', message: 'says when it is needed', hint: 'add --if-needed' },
  },
];

function contradictions(options: RawOptions): readonly Violation[] {
  return CONTRADICTIONS.flatMap(({ when, violation }) => (when(options) ? [violation] : []));
}
