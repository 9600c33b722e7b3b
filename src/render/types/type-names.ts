import type { ResourceNames } from '../../model/custom-resource.ts';
import type { Schema } from '../../model/schema/schema.ts';

/** What the types of one version are called. */
export type TypeNames = {
  readonly object: string;
  readonly list: string;
  readonly objectMeta: string;
  readonly listMeta: string;
  readonly ownerReference: string;
  /** By property of the object: `spec` is `CronTabSpec`. */
  readonly parts: ReadonlyMap<string, string>;
};

/**
 * Names the types of a version, all different: a kind may be called ObjectMeta, or a list kind CronTabSpec.
 *
 * @param parts the properties of the object that get types of their own
 */
export function typeNames(names: ResourceNames, parts: readonly string[]): TypeNames {
  const taken = new Set<string>();
  const take = (wanted: string): string => {
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted}${n}`;
    taken.add(name);
    return name;
  };
  const object = take(pascalCase(names.kind));
  return {
    object,
    list: take(pascalCase(names.listKind)),
    parts: new Map(parts.map((part) => [part, take(object + pascalCase(part))] as const)),
    objectMeta: take('ObjectMeta'),
    listMeta: take('ListMeta'),
    ownerReference: take('OwnerReference'),
  };
}

/** @returns the properties of an object that are worth a type of their own */
export function namedParts({ properties = {} }: Schema): readonly string[] {
  return Object.entries(properties)
    .filter(
      ([name, { type, properties: own }]) => type === 'object' && own !== undefined && name !== 'metadata',
    )
    .map(([name]) => name);
}

/** Kinds may have dashes and begin with a small letter. */
function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
