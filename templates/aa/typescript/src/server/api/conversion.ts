import type { ApiObject } from './api-object.ts';

/**
 * How objects of one version become objects of the version that is stored, and back. What a function returns is cut to
 * the fields of the other version's schema; of metadata only labels and annotations are taken from it, as from a
 * conversion webhook of a CustomResourceDefinition.
 */
export type Conversion = {
  readonly toStored: (object: ApiObject) => ApiObject;
  readonly fromStored: (object: ApiObject) => ApiObject;
};
