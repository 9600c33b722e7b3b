import { containing } from '../difference.ts';
import { FIXTURE } from '../fixture.ts';

const { group, version, kind, plural, singular, shortName, category, clusterKind, clusterPlural } = FIXTURE;

/** Verbs of a resource with storage, in any order. */
export const VERBS = containing(
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
);
export const STATUS_VERBS = containing('get', 'patch', 'update');

const AGGREGATED_VERSION = {
  version,
  freshness: 'Current',
  resources: containing(
    {
      resource: plural,
      responseKind: { group, version, kind },
      scope: 'Namespaced',
      singularResource: singular,
      verbs: VERBS,
      shortNames: [shortName],
      categories: [category],
      subresources: containing(
        { subresource: 'status', responseKind: { group, version, kind }, verbs: STATUS_VERBS },
        {
          subresource: 'scale',
          responseKind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
          verbs: STATUS_VERBS,
        },
      ),
    },
    { resource: clusterPlural, responseKind: { group, version, kind: clusterKind }, scope: 'Cluster' },
  ),
};

/** @returns what aggregated discovery has of the kinds */
export const aggregatedDiscovery = (apiVersion: string) => ({
  kind: 'APIGroupDiscoveryList',
  apiVersion,
  items: containing({ metadata: { name: group }, versions: [AGGREGATED_VERSION] }),
});
