import type { CustomResource, CustomResourceVersion } from '../custom-resource.ts';
import { isJsonObject, type JsonObject } from '../json-value.ts';
import { validateValue } from '../value/validate-value.ts';
import { resourceProperties } from './resource-properties.ts';
import { sampleScalars } from './sample-scalar.ts';
import { sampleValue } from './sample-value.ts';
import type { SampleMode } from './sampling.ts';
import { writtenSchema } from './written-schema.ts';

/**
 * Makes an object of a resource that the API server creates unpruned and unchanged (defaults are added).
 *
 * Where the status subresource is on the sample has no status, since the server drops it on create. It has no
 * namespace: kubectl's own applies.
 *
 * @param version one of the resource's versions
 * @returns an object called `SINGULAR-MODE`, where the schema does not want another name
 * @throws NoSampleError where a field has no value that kx can find; `checkCustomResource` finds that before
 */
export function sampleObject(
  resource: CustomResource,
  version: CustomResourceVersion,
  mode: SampleMode,
): JsonObject {
  return {
    apiVersion: `${resource.group}/${version.name}`,
    kind: resource.names.kind,
    metadata: { name: sampleName(version, `${resource.names.singular}-${mode}`) },
    ...sampleBody(version, mode),
  };
}

/** @returns what `sampleObject` has beside apiVersion, kind and metadata: `spec` and the like */
export function sampleBody(version: CustomResourceVersion, mode: SampleMode): JsonObject {
  const body = sampleValue(writtenSchema(version), mode);
  return isJsonObject(body) ? body : {};
}

function sampleName({ schema }: CustomResourceVersion, wanted: string): string {
  const allowed = resourceProperties(schema)['metadata']?.properties?.['name'] ?? {};
  if (validateValue(allowed, wanted).length === 0) return wanted;
  return String(sampleScalars(allowed, 'metadata.name')[0]);
}
