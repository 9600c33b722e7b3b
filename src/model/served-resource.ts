import type { Violation } from '../errors.ts';
import { type CustomResource, type CustomResourceVersion, storageVersion } from './custom-resource.ts';

/** A resource as an extension API server has it, and what of the CRD that describes it is not in it. */
export type ServedResource = { readonly resource: CustomResource; readonly warnings: readonly Violation[] };

/**
 * Makes of a resource what an extension API server serves: the versions that are served, one of which is stored.
 * Labels and annotations are those of a CRD, and a conversion webhook is asked by kube-apiserver.
 *
 * @param resource one that `checkServable` found nothing wrong with
 * @returns the resource; the paths of warnings are those of `checkCustomResource`
 */
export function servedResource(resource: CustomResource): ServedResource {
  const { conversion, ...others } = resource;
  const served = resource.versions.filter((version) => version.served);
  const kept = served.find(({ storage }) => storage) ?? served[0];
  const versions = served.map((version) => ({ ...withStatus(version), storage: version === kept }));
  return {
    resource: { ...others, versions, labels: {}, annotations: {} },
    warnings: [
      ...unserved(resource),
      ...otherStorage(resource, kept),
      ...(conversion === undefined || served.length < 2 ? [] : [WEBHOOK]),
      ...ofCrd(resource),
    ],
  };
}

const WEBHOOK: Violation = {
  path: 'conversion',
  message: 'the webhook is not called: what it does is for the conversion functions of the project to do',
};

/** The template's server takes the status subresource from the schema; what it does not describe is dropped. */
function withStatus(version: CustomResourceVersion): CustomResourceVersion {
  const { properties = {} } = version.schema;
  if (!version.status || Object.hasOwn(properties, 'status')) return version;
  const status = { type: 'object' } as const;
  return { ...version, schema: { ...version.schema, properties: { ...properties, status } } };
}

function unserved({ versions }: CustomResource): readonly Violation[] {
  return versions.flatMap(({ name, served }, index) =>
    served ? [] : [{ path: `versions[${index}]`, message: `${name} is not served, and is left out` }],
  );
}

function otherStorage(
  resource: CustomResource,
  kept: CustomResourceVersion | undefined,
): readonly Violation[] {
  const stored = storageVersion(resource);
  if (stored === undefined || kept === undefined || stored.served) return [];
  const message = `objects are stored as ${kept.name}, since ${stored.name} is not served`;
  return [{ path: 'versions', message }];
}

function ofCrd({ labels, annotations }: CustomResource): readonly Violation[] {
  return Object.entries({ labels, annotations }).flatMap(([path, pairs]) =>
    Object.keys(pairs).length === 0
      ? []
      : [{ path, message: `the ${path} are those of the CRD, and are left out` }],
  );
}
