import type { JsonObject } from '../api/json.ts';
import type { StructuralSchema } from '../api/structural-schema.ts';
import { type Comparison, compareObjects } from './compare-objects.ts';

/** The versions of a kind: managedFields name the fields of the version that they were written through. */
export type ManagedVersions = {
  /** undefined for a version that is not served any more. */
  readonly schemaOf: (apiVersion: string) => StructuralSchema | undefined;
  /** The object in another version. */
  readonly convert: (object: JsonObject, from: string, to: string) => JsonObject;
};

/** A kind of one version: whatever an entry says, it is of this one. */
export const oneVersion = (schema: StructuralSchema): ManagedVersions => ({
  schemaOf: () => schema,
  convert: (object) => object,
});

type Compared = {
  /** {} where the object is new. */
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly apiVersion: string;
};

/**
 * What makes one object into another, as each version has it, compared once per version; undefined for a version that
 * is not served any more (structured-merge-diff merge/update.go update).
 */
export const comparisonsOf = (
  { before, after, apiVersion }: Compared,
  { schemaOf, convert }: ManagedVersions,
): ((version: string) => Comparison | undefined) => {
  const known = new Map<string, Comparison>();
  const inVersion = (object: JsonObject, version: string) =>
    version === apiVersion || Object.keys(object).length === 0
      ? object
      : convert(object, apiVersion, version);
  return (version) => {
    const schema = schemaOf(version);
    if (schema === undefined) return undefined;
    const comparison =
      known.get(version) ?? compareObjects(inVersion(before, version), inVersion(after, version), schema);
    known.set(version, comparison);
    return comparison;
  };
};
