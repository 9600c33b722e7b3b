import type { ApiObject } from '../api/api-object.ts';

/** The metadata of an object alone, as garbage collector and namespace controller read it. */
export const partialObjectMetadata = (object: ApiObject, apiVersion: string): ApiObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion,
  metadata: object.metadata,
});
