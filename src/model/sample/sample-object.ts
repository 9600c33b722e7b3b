import type { CustomResource, CustomResourceVersion } from '../custom-resource.ts';
import { isJsonObject, type JsonObject } from '../json-value.ts';
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
 * @returns an object called `SINGULAR-MODE`
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
    metadata: { name: `${resource.names.singular}-${mode}` },
    ...sampleBody(version, mode),
  };
}

/** @returns what `sampleObject` has beside apiVersion, kind and metadata: `spec` and the like */
export function sampleBody(version: CustomResourceVersion, mode: SampleMode): JsonObject {
  const body = sampleValue(writtenSchema(version), mode);
  return isJsonObject(body) ? body : {};
}
