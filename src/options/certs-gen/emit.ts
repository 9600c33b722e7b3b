import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import {
  CERTIFICATE_PROFILES,
  type CertificateProfile,
} from '../../model/certificate/certificate-profile.ts';
import { EMITTED_PARTS, type Emission, type EmittedPart } from '../../model/certificate/emitted-part.ts';
import { notOneOf } from '../choice.ts';
import type { RawOptions } from '../option.ts';
import { listOf, textOf } from '../raw-value.ts';
import { checkGroupVersion } from './group-version.ts';

const PATH = '--emit';

/** @returns the files beside the certificates, or every problem with `--emit` and `--group-version` */
export function checkEmission(options: RawOptions, profile: CertificateProfile): Checked<Emission> {
  const words = (textOf(options, 'emit')?.split(',') ?? []).map((word) => word.trim());
  const parts = EMITTED_PARTS.filter((part) => words.includes(part));
  const groupVersions = listOf(options, 'groupVersion').map(checkGroupVersion);
  const violations = [
    ...words
      .filter((word) => !isPart(word))
      .map((word) => ({ path: PATH, ...notOneOf(word, EMITTED_PARTS) })),
    ...profileViolations(parts, profile, options),
    ...groupViolations(parts, groupVersions.length),
    ...groupVersions.flatMap((checked) => (checked.ok ? [] : checked.violations)),
  ];
  if (violations.length > 0) return invalid(violations);
  return valid({ parts, groupVersions: groupVersions.flatMap((one) => (one.ok ? [one.value] : [])) });
}

function isPart(word: string): boolean {
  return EMITTED_PARTS.some((part) => part === word);
}

/** kube-apiserver calls servers alone; a Secret is named after the Service that mounts it. */
function profileViolations(
  parts: readonly EmittedPart[],
  profile: CertificateProfile,
  options: RawOptions,
): readonly Violation[] {
  if (CERTIFICATE_PROFILES[profile].namesService) return [];
  const called = parts.filter((part) => part === 'apiservice' || part === 'webhook');
  const isNameless = parts.includes('secret') && textOf(options, 'service') === undefined;
  return [
    ...called.map((part) => ({
      path: PATH,
      message: `${part} is about a server, and a ${profile} certificate is for one who calls`,
      hint: 'leave it out, or give --profile server',
    })),
    ...(isNameless
      ? [{ path: PATH, message: 'secret is named after a Service', hint: 'give --service and --namespace' }]
      : []),
  ];
}

function groupViolations(parts: readonly EmittedPart[], count: number): readonly Violation[] {
  const path = '--group-version';
  if (parts.includes('apiservice') && count === 0) {
    const hint = 'for example --group-version demo.kx.dev/v1alpha1';
    return [{ path, message: 'is missing: an APIService registers a version of a group', hint }];
  }
  if (count === 0 || parts.includes('apiservice') || parts.includes('webhook')) return [];
  return [{ path, message: 'is about manifests that are not asked for', hint: 'add --emit apiservice' }];
}
