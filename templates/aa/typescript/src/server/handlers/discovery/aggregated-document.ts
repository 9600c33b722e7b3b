import type { KindDefinition } from '../../api/kind-definition.ts';
import { offeredVerbs, subresourcesOf } from '../offered-verbs.ts';
import type { Group } from './group-versions.ts';

/** The versions of apidiscovery.k8s.io that are served; kube-apiserver 1.27 to 1.29 know the beta alone. */
export const aggregatedVersions = ['v2', 'v2beta1'] as const;

/** One of them. */
export type AggregatedVersion = (typeof aggregatedVersions)[number];

/** The body of `/apis` for clients that take everything at once: apidiscovery.k8s.io APIGroupDiscoveryList. */
export const apiGroupDiscoveryList = (groups: readonly Group[], apidiscovery: AggregatedVersion) => ({
  kind: 'APIGroupDiscoveryList',
  apiVersion: `apidiscovery.k8s.io/${apidiscovery}`,
  metadata: {},
  items: groups.map((group) => ({
    metadata: { name: group.name, creationTimestamp: null },
    versions: group.versions.map(({ version, kinds }) => ({
      version,
      resources: kinds.map(resourceDiscovery),
      freshness: 'Current',
    })),
  })),
});

const resourceDiscovery = (kind: KindDefinition) => ({
  resource: kind.plural,
  responseKind: { group: kind.group, version: kind.version, kind: kind.kind },
  scope: kind.namespaced ? 'Namespaced' : 'Cluster',
  singularResource: kind.singular,
  verbs: offeredVerbs,
  ...(kind.shortNames.length === 0 ? {} : { shortNames: kind.shortNames }),
  ...(kind.categories.length === 0 ? {} : { categories: kind.categories }),
  ...subresources(kind),
});

const subresources = (kind: KindDefinition) => {
  const entries = subresourcesOf(kind).map(({ name, ...rest }) => ({ subresource: name, ...rest }));
  return entries.length === 0 ? {} : { subresources: entries };
};
