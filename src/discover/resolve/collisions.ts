import { type GroupResource, resourceName } from './api-name.ts';
import { singularOf } from './candidate.ts';
import type { Listed } from './expand-short-name.ts';

/** What a name is to a resource. */
type Part = 'plural' | 'singular' | 'short name' | 'kind';

/** A resource that shares names with another one. */
export type Collision = GroupResource & {
  readonly names: readonly { readonly name: string; readonly as: Part; readonly of: Part }[];
};

/**
 * The other resources that share any name with one: kubectl says so of short names alone.
 *
 * @returns each with the shared names, what they are to it (`as`) and what to the one asked about (`of`)
 */
export function collisions(of: GroupResource, listed: readonly Listed[]): readonly Collision[] {
  const own = listed.find(({ group, resource }) => group === of.group && resource.name === of.resource);
  if (own === undefined) return [];
  const found = new Map<string, Collision>();
  for (const { group, resource } of listed) {
    const other = { group, resource: resource.name };
    const key = resourceName(other);
    if (key === resourceName(of) || found.has(key)) continue;
    const names = shared(namesOf(own.resource), namesOf(resource));
    if (names.length > 0) found.set(key, { ...other, names });
  }
  return [...found.values()];
}

type Names = ReadonlyMap<string, Part>;

/** By name in lower case; what comes later replaces: a kind is told only where no other name is the same. */
function namesOf(resource: Listed['resource']): Names {
  const { name, kind = '', shortNames } = resource;
  const pairs: readonly (readonly [string, Part])[] = [
    [kind.toLowerCase(), 'kind'],
    ...shortNames.map((short) => [short, 'short name'] as const),
    [singularOf(resource), 'singular'],
    [name, 'plural'],
  ];
  return new Map(pairs.filter(([text]) => text !== ''));
}

function shared(own: Names, others: Names): Collision['names'] {
  return [...own].flatMap(([name, of]) => {
    const as = others.get(name);
    return as === undefined ? [] : [{ name, as, of }];
  });
}
