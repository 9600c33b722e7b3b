import { describeCertificate } from '../describe-certificate.ts';
import { DIRECTORY_FILES } from '../directory/certificate-directory.ts';
import { issuersOf } from '../directory/issuer-of.ts';
import { pemOf } from './rotated-authority.ts';
import type { RotationContext, RotationStep } from './rotation-step.ts';

const KEYS: ReadonlySet<string> = new Set([
  'ca.key',
  'tls.key',
  DIRECTORY_FILES.nextKey,
  DIRECTORY_FILES.oldKey,
  DIRECTORY_FILES.oldLeafKey,
]);

/** @returns the permission bits of a file of the directory */
export function modeOf(path: string): 0o600 | 0o644 {
  return KEYS.has(path) ? 0o600 : 0o644;
}

/** A stage that was done before: everything stays as it is. */
export function unchangedStep(context: RotationContext): RotationStep {
  const { directory, rotation } = context;
  return {
    set: presentSet(context),
    rotation,
    files: [...directory.texts].map(([path, text]) => ({ path, text, mode: modeOf(path) })),
    removed: [],
    isDone: true,
    notes: [],
  };
}

/** @returns the directory's certificates as they are, with another bundle where one is given */
export function presentSet(context: RotationContext, bundle = pemOf(context.bundle)): RotationStep['set'] {
  const { leaf } = context;
  const [issuer = leaf.certificate] = issuersOf(leaf.certificate, context.bundle);
  return {
    ca: { description: describeCertificate(issuer.parsed) },
    leaf: { description: describeCertificate(leaf.certificate.parsed) },
    caBundle: Buffer.from(bundle).toString('base64'),
  };
}
