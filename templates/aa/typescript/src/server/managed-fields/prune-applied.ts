import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { StructuralSchema } from '../api/structural-schema.ts';
import { difference, type FieldSet, intersection, isEmptySet, noFields, union } from './field-set.ts';
import { fieldsOf } from './fields-of.ts';
import type { ManagedEntry } from './managed-entry.ts';
import type { ManagedVersions } from './managed-versions.ts';
import { withNamedFields } from './named-fields.ts';
import { removeFields } from './remove-fields.ts';

/** An object, and the version that it is of. */
type Versioned = { readonly apiVersion: string; readonly object: JsonObject };

type Pruning = {
  /** What is stored with what is applied over it. */
  readonly merged: Versioned;
  /** What the writer applied the last time. */
  readonly last: ManagedEntry | undefined;
  /** Everybody after this time, the writer among them. */
  readonly owners: readonly ManagedEntry[];
  readonly versions: ManagedVersions;
};

/**
 * Removes what the writer gave up, and puts back what others own of it, each in the version that they wrote, and what
 * nobody ever owned (structured-merge-diff merge/update.go prune).
 */
export const pruneApplied = ({ merged, last, owners, versions }: Pruning): JsonObject => {
  if (last === undefined || isEmptySet(last.fields)) return merged.object;
  const seen = viewOf(versions, last.apiVersion);
  if (seen === undefined) return merged.object;
  const whole = seen.from(merged);
  const given = seen.named(last.fields);
  const cut = { ...whole, object: objectOf(removeFields(whole.object, given, seen.schema)) };
  const pruned = seen.from(withOwned({ whole, cut, owners, versions }));
  const lost = difference(seen.fieldsIn(whole), seen.fieldsIn(pruned));
  const object = objectOf(removeFields(whole.object, intersection(lost, given), seen.schema));
  return convert(versions, { ...whole, object }, merged.apiVersion).object;
};

type Owning = {
  readonly whole: Versioned;
  readonly cut: Versioned;
  readonly owners: readonly ManagedEntry[];
  readonly versions: ManagedVersions;
};

/** What is owned in the version that was cut comes first: conversions may need it. */
const withOwned = ({ whole, cut, owners, versions }: Owning): Versioned => {
  const others = new Set(
    owners.map(({ apiVersion }) => apiVersion).filter((each) => each !== cut.apiVersion),
  );
  return [cut.apiVersion, ...others].reduce((pruned, apiVersion) => {
    const seen = viewOf(versions, apiVersion);
    if (seen === undefined) return pruned;
    const [all, left] = [seen.from(whole), seen.from(pruned)];
    const own = owners.filter((entry) => entry.apiVersion === apiVersion).map(({ fields }) => fields);
    const kept = union(seen.fieldsIn(left), seen.named(own.reduce(union, noFields)));
    const object = removeFields(all.object, difference(seen.fieldsIn(all), kept), seen.schema);
    return { apiVersion, object: objectOf(object) };
  }, cut);
};

/** How a version sees objects: those of others are converted, and sets have their named fields. */
const viewOf = (versions: ManagedVersions, apiVersion: string) => {
  const schema: StructuralSchema | undefined = versions.schemaOf(apiVersion);
  if (schema === undefined) return undefined;
  const named = (set: FieldSet) => withNamedFields(set, schema);
  return {
    schema,
    named,
    from: (other: Versioned) => convert(versions, other, apiVersion),
    fieldsIn: ({ object }: Versioned) => named(fieldsOf(object, schema)),
  };
};

const convert = (versions: ManagedVersions, { apiVersion, object }: Versioned, to: string): Versioned => ({
  apiVersion: to,
  object: apiVersion === to ? object : versions.convert(object, apiVersion, to),
});

const objectOf = (value: JsonValue): JsonObject => (isJsonObject(value) ? value : {});
