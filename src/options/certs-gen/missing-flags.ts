import {
  CERTIFICATE_PROFILE_NAMES,
  CERTIFICATE_PROFILES,
} from '../../model/certificate/certificate-profile.ts';
import type { RawOptions } from '../option.ts';
import { listOf, textOf } from '../raw-value.ts';

/** @returns the flags that must be added, with values to start from; of a profile that there is not, none */
export function missingFlags(options: RawOptions): readonly string[] {
  const typed = textOf(options, 'profile') ?? 'server';
  const profile = CERTIFICATE_PROFILE_NAMES.find((name) => name === typed);
  if (profile === undefined) return [];
  const { namesService, defaultCommonName } = CERTIFICATE_PROFILES[profile];
  const needsService = namesService || isGiven(options, 'service') || isGiven(options, 'namespace');
  const needsName = !needsService && defaultCommonName === undefined;
  const needsAuthority = isGiven(options, 'caCert') || isGiven(options, 'caKey');
  const wanted = [
    ...(needsService ? serviceFlags(options) : []),
    ...(needsName ? [{ key: 'cn', words: ['--cn', 'alice'] }] : []),
    ...(needsAuthority ? AUTHORITY_FLAGS : []),
    ...(needsGroup(options) ? [GROUP_FLAG] : []),
  ];
  return wanted.flatMap(({ key, words }) => (isGiven(options, key) ? [] : words));
}

type Wanted = { readonly key: string; readonly words: readonly string[] };

const AUTHORITY_FLAGS: readonly Wanted[] = [
  { key: 'caCert', words: ['--ca-cert', 'ca.crt'] },
  { key: 'caKey', words: ['--ca-key', 'ca.key'] },
];

const GROUP_FLAG: Wanted = { key: 'groupVersion', words: ['--group-version', 'demo.kx.dev/v1alpha1'] };

function needsGroup(options: RawOptions): boolean {
  return /(?:^|,)\s*apiservice\s*(?:,|$)/.test(textOf(options, 'emit') ?? '');
}

function serviceFlags(options: RawOptions): readonly Wanted[] {
  const service = textOf(options, 'service') ?? 'my-aa';
  return [
    { key: 'service', words: ['--service', service] },
    { key: 'namespace', words: ['--namespace', `${service}-system`] },
  ];
}

function isGiven(options: RawOptions, key: string): boolean {
  return textOf(options, key) !== undefined || listOf(options, key).length > 0;
}
