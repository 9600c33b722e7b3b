import { type Group, groupVersion, type Resource, type Version } from './resource.ts';
import { unreadable } from './unreadable.ts';
import { objectAt, objectsAt, textAt, textsAt, type Untyped } from './untyped.ts';

/** @returns the core group that APIVersions, the answer of /api, names; none where it names no version */
export function coreGroup(apiVersions: Untyped): readonly Group[] {
  const versions = textsAt(apiVersions, 'versions');
  const [preferredVersion] = versions;
  if (preferredVersion === undefined) return [];
  return [{ name: '', preferredVersion, versions: versions.map(unasked) }];
}

/**
 * @returns the groups of an APIGroupList, the answer of /apis; their resources are not known yet. A version whose
 *   `groupVersion` is not its group and version is stale from the start: kubectl asks for the one and looks for the
 *   other (client-go discovery/cached/memory/memcache.go).
 */
export function namedGroups(groupList: Untyped): readonly Group[] {
  return objectsAt(groupList, 'groups').map((item) => {
    const name = textAt(item, 'name') ?? '';
    const versions = objectsAt(item, 'versions').map((version) => namedVersion(name, version));
    const preferred = textAt(objectAt(item, 'preferredVersion'), 'version');
    return { name, preferredVersion: preferred ?? versions[0]?.version ?? '', versions };
  });
}

function namedVersion(group: string, item: Untyped): Version {
  const version = textAt(item, 'version') ?? '';
  const said = textAt(item, 'groupVersion') ?? '';
  if (said === groupVersion(group, version)) return unreadable(group, unasked(version));
  const name = said === '' ? 'no groupVersion' : `groupVersion ${said}`;
  return {
    ...unasked(version),
    freshness: 'Stale',
    error: `the list of groups gives it ${name}, so kubectl does not find it`,
  };
}

/** @returns the resources of an APIResourceList, `pods/status` hung below `pods` */
export function listedResources(resourceList: Untyped): readonly Resource[] {
  const items = objectsAt(resourceList, 'resources').map((item) => ({
    item,
    name: textAt(item, 'name') ?? '',
  }));
  const parents = items
    .filter(({ name }) => !name.includes('/'))
    .map(({ item, name }) => resourceOf(item, name));
  const known = new Set(parents.map(({ name }) => name));
  const orphans = items.map(({ name }) => parentOf(name)).filter((parent) => !known.has(parent));
  const all = [...parents, ...[...new Set(orphans)].map((name) => resourceOf({}, name))];
  return all.map((resource) => ({
    ...resource,
    subresources: items
      .filter(({ name }) => name.includes('/') && parentOf(name) === resource.name)
      .map(({ item, name }) => ({
        name: name.slice(resource.name.length + 1),
        kind: textAt(item, 'kind') ?? '',
        verbs: textsAt(item, 'verbs'),
      })),
  }));
}

function unasked(version: string): Version {
  return { version, freshness: 'Current', resources: [], error: undefined };
}

function parentOf(name: string): string {
  return name.split('/')[0] ?? name;
}

function resourceOf(item: Untyped, name: string): Resource {
  const storageVersionHash = textAt(item, 'storageVersionHash');
  return {
    name,
    singularName: textAt(item, 'singularName') ?? '',
    kind: 'name' in item ? (textAt(item, 'kind') ?? '') : undefined,
    namespaced: item['namespaced'] === true,
    verbs: textsAt(item, 'verbs'),
    shortNames: textsAt(item, 'shortNames'),
    categories: textsAt(item, 'categories'),
    subresources: [],
    ...(storageVersionHash === undefined ? {} : { storageVersionHash }),
  };
}
