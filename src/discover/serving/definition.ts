import { objectAt, objectsAt, textAt, textsAt, type Untyped } from '../walk/untyped.ts';
import { type Condition, conditionsOf } from './condition.ts';

/** A version of a CRD. */
type DefinedVersion = {
  readonly name: string;
  readonly isServed: boolean;
  /** Whether new objects are stored in it. */
  readonly isStorage: boolean;
};

/** A CustomResourceDefinition, as far as discovery depends on it (apiextensions v1 types.go). */
export type Definition = {
  /** `crontabs.stable.example.com`. */
  readonly name: string;
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
  readonly versions: readonly DefinedVersion[];
  /** Versions in which objects may still be stored. */
  readonly storedVersions: readonly string[];
  readonly isTerminating: boolean;
  readonly conditions: readonly Condition[];
};

/** @param list the parsed CustomResourceDefinitionList */
export function definitionsOf(list: Untyped): readonly Definition[] {
  return objectsAt(list, 'items').map(definitionOf);
}

function definitionOf(item: Untyped): Definition {
  const metadata = objectAt(item, 'metadata');
  const spec = objectAt(item, 'spec');
  const names = objectAt(spec, 'names');
  return {
    name: textAt(metadata, 'name') ?? '',
    group: textAt(spec, 'group') ?? '',
    plural: textAt(names, 'plural') ?? '',
    kind: textAt(names, 'kind') ?? '',
    versions: objectsAt(spec, 'versions').map((version) => ({
      name: textAt(version, 'name') ?? '',
      isServed: version['served'] === true,
      isStorage: version['storage'] === true,
    })),
    storedVersions: textsAt(objectAt(item, 'status'), 'storedVersions'),
    isTerminating: textAt(metadata, 'deletionTimestamp') !== undefined,
    conditions: conditionsOf(item),
  };
}
