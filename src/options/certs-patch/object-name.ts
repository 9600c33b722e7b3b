import { type Checked, invalid, valid } from '../../checked.ts';
import { nearestHint } from '../../model/nearest.ts';

/** The resources that have caBundles, as the API server calls them. */
export const PATCHED_RESOURCES = [
  'apiservices.apiregistration.k8s.io',
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  'customresourcedefinitions.apiextensions.k8s.io',
] as const;

/** One of the resources that have caBundles. */
export type PatchedResource = (typeof PATCHED_RESOURCES)[number];

/** An object as kubectl names it. */
export type ObjectName = { readonly resource: PatchedResource; readonly name: string };

const SHORT_NAMES: Readonly<Record<string, PatchedResource>> = {
  crd: 'customresourcedefinitions.apiextensions.k8s.io',
  crds: 'customresourcedefinitions.apiextensions.k8s.io',
};

/** @returns the object that `apiservice/v1.demo.kx.dev` names; the words that kubectl takes, without case */
export function checkObjectName(text: string): Checked<ObjectName> {
  const path = 'KIND/NAME';
  const [kind = '', name = '', ...rest] = text.split('/');
  if (kind === '' || name === '' || rest.length > 0) {
    const hint = 'for example apiservice/v1.demo.kx.dev';
    return invalid([{ path, message: `'${text}' is no kind and name`, hint }]);
  }
  const resource = resourceOf(kind.toLowerCase());
  if (resource !== undefined) return valid({ resource, name });
  const known = PATCHED_RESOURCES.map(singular);
  const hint = nearestHint(kind.toLowerCase(), known) ?? `kinds: ${known.join(', ')}`;
  return invalid([{ path, message: `'${kind}' is no kind that has a caBundle`, hint }]);
}

function resourceOf(word: string): PatchedResource | undefined {
  return (
    SHORT_NAMES[word] ??
    PATCHED_RESOURCES.find((resource) => {
      const [plural = '', ...group] = resource.split('.');
      const names = [plural, singular(resource)];
      return names.some((one) => word === one || word === `${one}.${group.join('.')}`);
    })
  );
}

function singular(resource: PatchedResource): string {
  return (resource.split('.')[0] ?? '').replace(/s$/, '');
}
