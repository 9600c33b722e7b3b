import type { Group, Resource } from '../../../src/discover/walk/resource.ts';

type Names = {
  readonly name: string;
  readonly kind: string;
  readonly singular?: string;
  readonly short?: readonly string[];
  readonly categories?: readonly string[];
  readonly cluster?: true;
};

function resource({ name, kind, singular, short = [], categories = [], cluster }: Names): Resource {
  return {
    name,
    singularName: singular ?? kind.toLowerCase(),
    kind,
    namespaced: cluster !== true,
    verbs: ['get', 'list'],
    shortNames: short,
    categories,
    subresources: [],
  };
}

type Versions = Readonly<Record<string, readonly Names[] | 'stale'>>;

/** @returns a group with versions in that order, the first one that answered preferred */
export function group(name: string, versions: Versions): Group {
  const listed = Object.entries(versions).map(([version, resources]) => ({
    version,
    freshness: resources === 'stale' ? ('Stale' as const) : ('Current' as const),
    resources: resources === 'stale' ? [] : resources.map(resource),
    error: resources === 'stale' ? 'its server did not answer' : undefined,
  }));
  const preferredVersion = listed.find(({ freshness }) => freshness === 'Current')?.version ?? '';
  return { name, preferredVersion, versions: listed };
}

const DEPLOYMENTS: Names = {
  name: 'deployments',
  kind: 'Deployment',
  short: ['deploy'],
  categories: ['all'],
};

/** A server with names that collide. */
export const GROUPS: readonly Group[] = [
  group('', {
    v1: [
      { name: 'pods', kind: 'Pod', short: ['po'], categories: ['all'] },
      { name: 'events', kind: 'Event', short: ['ev'] },
      { name: 'nodes', kind: 'Node', short: ['no'], cluster: true },
    ],
  }),
  group('apps', { v1: [DEPLOYMENTS], v1beta1: [DEPLOYMENTS] }),
  group('events.k8s.io', { v1: [{ name: 'events', kind: 'Event', short: ['ev'] }] }),
  group('alpha.example.com', { v1: [{ name: 'clusters', kind: 'Cluster', short: ['cl'] }] }),
  group('beta.example.com', { v1: [{ name: 'clusters', kind: 'Cluster', short: ['cl', 'clu'] }] }),
  group('gamma.example.com', { v1: [{ name: 'clumps', kind: 'Clump', short: ['cl', 'clu', 'pod'] }] }),
  group('odd.example.com', {
    v1: [
      { name: 'things', kind: 'NodeThing', singular: 'thing', cluster: true },
      { name: 'oldthings', kind: 'Twin', singular: 'oldthing' },
      { name: 'newthings', kind: 'Twin', singular: 'newthing' },
    ],
  }),
  group('pre.org', { v1: [{ name: 'shelves', kind: 'Shelf', singular: 'shelf' }] }),
  group('pre', { v1: [{ name: 'shelves', kind: 'Shelf', singular: 'shelf', categories: ['papers'] }] }),
  group('library.org', { v1: [{ name: 'papers', kind: 'Paper' }] }),
  group('metrics.k8s.io', { v1beta1: 'stale' }),
];
