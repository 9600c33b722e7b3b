import type { Resource } from '../walk/resource.ts';

/** What kubectl knows of one version of a group when it looks up names. */
export type VersionMapper = {
  readonly group: string;
  readonly version: string;
  /** Plural and singular names, also those guessed for lists, to the kind that each was last given. */
  readonly kinds: ReadonlyMap<string, string>;
  /** Kinds, as written and in lower case, to the plural name that each was last given. */
  readonly plurals: ReadonlyMap<string, string>;
  /** Kinds whose objects live in namespaces. */
  readonly namespaced: ReadonlySet<string>;
};

type Tables = {
  readonly kinds: Map<string, string>;
  readonly plurals: Map<string, string>;
  readonly namespaced: Set<string>;
};

type Entry = {
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly namespaced: boolean;
};

/**
 * Builds the tables of one group version (client-go restmapper/discovery.go newDiscoveryRESTMapper). A later resource
 * replaces an earlier one of the same name or kind. Each kind also gets a list kind, whose resource is a guess that no
 * server has.
 */
export function versionMapper(group: string, version: string, resources: readonly Resource[]): VersionMapper {
  const tables: Tables = { kinds: new Map(), plurals: new Map(), namespaced: new Set() };
  for (const { name, singularName, kind, namespaced } of resources) {
    if (kind === undefined) continue;
    const singular = singularName === '' ? kind.toLowerCase() : singularName;
    add(tables, { kind: kind.toLowerCase(), plural: name, singular, namespaced });
    add(tables, { kind, plural: name, singular, namespaced });
    addGuessed(tables, `${kind}List`, namespaced);
  }
  addGuessed(tables, 'List', false);
  return { group, version, ...tables };
}

function addGuessed(tables: Tables, kind: string, namespaced: boolean): void {
  const singular = kind.toLowerCase();
  add(tables, { kind, plural: `${singular}s`, singular, namespaced });
}

function add(
  { kinds, plurals, namespaced: scopes }: Tables,
  { kind, plural, singular, namespaced }: Entry,
): void {
  kinds.set(singular, kind);
  kinds.set(plural, kind);
  plurals.set(kind, plural);
  if (namespaced) scopes.add(kind);
  else scopes.delete(kind);
}
