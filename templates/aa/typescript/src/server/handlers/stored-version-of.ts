import type { KindDefinition } from '../api/kind-definition.ts';

/** The version of a kind that its objects are kept in. */
export const storedVersionOf = (kind: KindDefinition, kinds: readonly KindDefinition[]): KindDefinition => {
  const { group, plural, storageVersion } = kind;
  const isStored = (each: KindDefinition) =>
    each.group === group && each.plural === plural && each.version === storageVersion;
  return kinds.find(isStored) ?? kind;
};
