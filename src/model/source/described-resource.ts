import type { ConversionWebhook } from '../conversion.ts';
import type {
  CustomResource,
  CustomResourceVersion,
  ResourceNames,
  ResourceScope,
} from '../custom-resource.ts';
import { completeNames } from '../resource-names.ts';

/** A version as far as an input says what it is; only a CRD says more than schema and status. */
export type DescribedVersion = Partial<CustomResourceVersion> &
  Pick<CustomResourceVersion, 'schema' | 'status'>;

/** A resource as far as an input describes it; what is missing, flags and defaults say. */
export type DescribedResource = {
  readonly group?: string;
  readonly names: Partial<ResourceNames>;
  readonly scope?: ResourceScope;
  /** In the order of the input; one at least. */
  readonly versions: readonly DescribedVersion[];
  readonly conversion?: ConversionWebhook;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** The files, or the document of one: `crd.yaml`, `crds.yaml: line 40`. */
  readonly source?: string;
  /** Where a field of the field language is declared, if the input knows it better than its text: `src/types.ts:12`. */
  readonly positionOf?: (field: string) => string | undefined;
};

/** What holds where an input does not say it. */
export type ResourceFallback = {
  readonly group: string;
  readonly kind: string;
  readonly version: string;
  readonly scope: ResourceScope;
};

/**
 * Fills in what an input left open: names that follow from the kind, the storage version (the first, unless one says
 * so), no columns.
 */
export function completeDescribed(described: DescribedResource, fallback: ResourceFallback): CustomResource {
  const { group, names, scope, versions, labels, annotations, conversion } = described;
  const stored = versions.findIndex((version) => version.storage === true);
  return {
    group: group ?? fallback.group,
    names: completeNames({ ...names, kind: names.kind ?? fallback.kind }),
    scope: scope ?? fallback.scope,
    versions: versions.map((version, index) => ({
      name: fallback.version,
      served: true,
      deprecated: false,
      columns: [],
      selectableFields: [],
      ...version,
      storage: index === Math.max(0, stored) || version.storage === true,
    })),
    ...(conversion === undefined ? {} : { conversion }),
    labels,
    annotations,
  };
}
