import type { KindDefinition } from '../../api/kind-definition.ts';
import { offeredVerbs, subresourcesOf } from '../offered-verbs.ts';
import type { Group, GroupVersion } from './group-versions.ts';

/** k8s.io/apimachinery meta/v1 APIGroup without its type, as it stands in a list. */
const groupEntry = ({ name, versions }: Group) => {
  const entries = versions.map(({ version }) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: entries, preferredVersion: entries[0] };
};

/** The body of `/apis`: meta/v1 APIGroupList. */
export const apiGroupList = (groups: readonly Group[]) => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: groups.map(groupEntry),
});

/** The body of `/apis/GROUP`: meta/v1 APIGroup. */
export const apiGroup = (group: Group) => ({ kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group) });

/** The body of `/apis/GROUP/VERSION`: meta/v1 APIResourceList. */
export const apiResourceList = (group: Group, { version, kinds }: GroupVersion) => ({
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: `${group.name}/${version}`,
  resources: kinds.flatMap(apiResources),
});

/** A kind's own entry, then those of its subresources. */
const apiResources = (kind: KindDefinition) => [
  apiResource(kind),
  ...subresourcesOf(kind).map(({ name, responseKind, verbs }) => ({
    name: `${kind.plural}/${name}`,
    singularName: '',
    namespaced: kind.namespaced,
    // Group and version are told where they are others than those of the list.
    ...(responseKind.group === kind.group ? { kind: responseKind.kind } : responseKind),
    verbs,
  })),
];

const apiResource = (kind: KindDefinition) => ({
  name: kind.plural,
  singularName: kind.singular,
  namespaced: kind.namespaced,
  kind: kind.kind,
  verbs: offeredVerbs,
  ...(kind.shortNames.length === 0 ? {} : { shortNames: kind.shortNames }),
  ...(kind.categories.length === 0 ? {} : { categories: kind.categories }),
});
