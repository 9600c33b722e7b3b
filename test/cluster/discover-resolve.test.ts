import { beforeAll, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { runDiscover } from '../../src/commands/discover.ts';
import { bounded } from '../../src/discover/walk/bounded.ts';
import { KxError } from '../../src/errors.ts';
import { NEWEST_KUBECTL } from '../../src/options/discover/kubectl.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testIo } from '../support/test-io.ts';
import { findProgram, kubectl } from './kubectl.ts';

type Names = {
  readonly plural: string;
  readonly kind: string;
  readonly singular?: string;
  readonly short?: readonly string[];
  readonly categories?: readonly string[];
  readonly group: string;
  readonly scope?: string;
  /** The first is stored. */
  readonly versions?: readonly string[];
};

/** Definitions whose names collide with each other's and with built-in ones in every way that an API server lets pass. */
const DEFINITIONS: readonly Names[] = [
  { plural: 'clusters', kind: 'Cluster', short: ['cl'], group: 'alpha.example.com' },
  { plural: 'clusters', kind: 'Cluster', short: ['cl', 'clu'], group: 'beta.example.com' },
  { plural: 'clumps', kind: 'Clump', short: ['cl', 'clu'], group: 'gamma.example.com' },
  { plural: 'pods', kind: 'Pod', short: ['po', 'pp'], group: 'stable.example.com' },
  { plural: 'deployments', kind: 'Deployment', short: ['deploy'], group: 'apps.example.com' },
  { plural: 'events', kind: 'Event', group: 'news.example.com', scope: 'Cluster' },
  { plural: 'tasks', kind: 'Task', short: ['job', 'svc'], group: 'work.example.com' },
  { plural: 'things', kind: 'NodeThing', group: 'odd.example.com', scope: 'Cluster' },
  { plural: 'nodethings', kind: 'Other', singular: 'other', group: 'odder.example.com' },
  {
    plural: 'gadgets',
    kind: 'Gadget',
    short: ['gd'],
    group: 'multi.example.com',
    versions: ['v1beta1', 'v1', 'v2alpha1'],
  },
  { plural: 'gadgets', kind: 'Gadget', group: 'multi.example.com.longer.org', versions: ['v2alpha1', 'v1'] },
  {
    plural: 'books',
    kind: 'Book',
    short: ['bk'],
    categories: ['shelves', 'all'],
    group: 'library.example.com',
  },
  {
    plural: 'papers',
    kind: 'Paper',
    categories: ['shelves'],
    group: 'library.example.com',
    versions: ['v1', 'v1alpha1'],
  },
  { plural: 'shelves', kind: 'Shelf', group: 'library.example.com' },
  { plural: 'podlists', kind: 'PodListing', group: 'lists.example.com' },
  { plural: 'policies', kind: 'Policy', short: ['Pol'.toLowerCase()], group: 'rules.example.com' },
  { plural: 'statuses', kind: 'Status', group: 'odd.example.com' },
];

function definition({
  plural,
  kind,
  singular,
  short,
  categories,
  group,
  scope,
  versions = ['v1'],
}: Names): object {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: scope ?? 'Namespaced',
      names: { plural, kind, singular, shortNames: short, categories },
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object' } },
      })),
    },
  };
}

const NAMES: readonly string[] = [
  // built in
  'pods',
  'pod',
  'po',
  'Pod',
  'PODS',
  'PO',
  'Po',
  'PodList',
  'podlist',
  'podlists',
  'svc',
  'ns',
  'no',
  'ev',
  'events',
  'event',
  'Event',
  'deploy',
  'deployments',
  'Deployment',
  'cs',
  'sa',
  'jobs',
  'job',
  'netpol',
  'sc',
  'crd',
  'apiservice',
  // qualified
  'po.',
  'pods.',
  'pods.v1',
  'pods.v1.',
  'pod.v1',
  'po.v1.',
  'pods.v2.',
  'Pod.v1.',
  'deploy.apps',
  'deploy.v1.apps',
  'deploy.v9.apps',
  'deployments.v1.apps',
  'deployments.v1beta1.apps',
  'deployments.apps',
  'deployments.app',
  'Deployment.apps',
  'Deployment.v1.apps',
  'events.events.k8s.io',
  'events.v1.events.k8s.io',
  'events.events',
  'ev.events',
  'events.v1.',
  'events.news',
  'event.v1.news.example.com',
  'storageclass.storage',
  'hpa.v1.autoscaling',
  'hpa.v2.autoscaling',
  'hpa.autoscaling',
  'leases.coordination',
  // colliding
  'cl',
  'clu',
  'cl.beta',
  'cl.beta.example.com',
  'cl.v1.beta.example.com',
  'cl.v2.beta.example.com',
  'clusters',
  'cluster',
  'Cluster',
  'clusters.beta',
  'clusters.gamma',
  'clusters.v1.beta.example.com',
  'ClusterList',
  'ClusterList.beta.example.com',
  'pods.stable',
  'po.stable',
  'pp',
  'Pod.stable.example.com',
  'tasks',
  'deploy.apps.example.com',
  'deployments.apps.example',
  'things',
  'thing',
  'nodething',
  'NodeThing',
  'nodethings',
  'NodeThing.odd.example.com',
  'nodething.odd.example.com',
  'NodeThing.odd',
  'NodeThing.v1.odd.example.com',
  'Other',
  'other',
  // versions
  'gadgets',
  'gd',
  'gadgets.multi',
  'gadgets.multi.example.com',
  'gadgets.v1beta1.multi.example.com',
  'gd.v1beta1.multi.example.com',
  'gadgets.v2alpha1.multi.example.com',
  'gadgets.v2alpha1.',
  'gd.v2alpha1.',
  'Gadget.multi.example.com',
  'gadgets.multi.example.com.l',
  // categories, lists, objects
  'all',
  'shelves',
  'shelf',
  'shelves.library.example.com',
  'shelves,pods',
  'po,svc,pods',
  'all,po',
  'pods,nosuch',
  'pod/x',
  'po/x',
  'cl/x',
  'deploy.apps/x',
  'shelves/x',
  'lists',
  'List',
  'list',
  'policies',
  'policy',
  'pol',
  'statuses',
  'status',
  // unknown
  'nosuch',
  'nosuch.apps',
  'pods.apps',
  'pods.v9.',
  'x.y.z',
  'deploymens',
  '.apps',
  'apps',
];

/** What a kubectl made of a name: the paths that it asked for in the end, its warnings, and why it gave up. */
type Outcome = {
  readonly paths: readonly string[];
  readonly warnings: readonly string[];
  readonly error: string;
};

/** Where the rules changed; the versions between them take names as those before. What a server answers they all read alike. */
const KUBECTLS = ['1.27', '1.28', '1.29', '1.33'].filter((asked) => findProgram(`kubectl.${asked}`));

/** As many kubectls at once as a small machine has cores. */
const AT_ONCE = 2;

describeControlPlanes('kx discover NAME', ({ version }) => {
  const controlPlane = useControlPlane({ version });

  beforeAll(async () => {
    const manifests = DEFINITIONS.map((names) => stringify(definition(names))).join('---\n');
    const applied = await kubectl(controlPlane(), ['apply', '-f', '-'], { stdin: manifests });
    expect(applied.stderr).toBe('');
    await kubectl(controlPlane(), ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
    const wanted = DEFINITIONS.flatMap(({ plural, group }) => `${plural}.${group}`);
    const listed = async () =>
      expect((await discover({ output: 'name' })).stdout.split('\n')).toEqual(expect.arrayContaining(wanted));
    await vi.waitFor(listed, 60_000);
  }, 180_000);

  async function discover(options: object, args: readonly string[] = []) {
    const io = testIo({ env: { KUBECONFIG: controlPlane().kubeconfig }, now: () => new Date() });
    const code = await runDiscover({ args, options: { headers: true, ...options }, io });
    return { code, ...io.printed() };
  }

  async function ours(name: string, asked: string): Promise<Outcome> {
    try {
      const { stdout } = await discover({ output: 'json', kubectl: asked }, [name]);
      const { resolved, warnings } = JSON.parse(stdout);
      return { paths: resolved.map(({ path }: { path: string }) => path).toSorted(), warnings, error: '' };
    } catch (error) {
      if (!(error instanceof KxError)) throw error;
      return { paths: [], warnings: [], error: error.message };
    }
  }

  async function theirs(name: string, program: string, cache: string): Promise<Outcome> {
    const args = ['get', name, '-v=6', '--cache-dir', cache];
    const { stderr } = await kubectl(controlPlane(), args, { program });
    const urls = [...stderr.matchAll(/GET (https:\S+)|verb="GET" url="([^"]+)"/g)].map(
      ([, a, b]) => new URL(a ?? b ?? ''),
    );
    const paths = urls
      .filter(({ searchParams }) => !searchParams.has('timeout'))
      .map(({ pathname }) => pathname);
    const warnings = [...stderr.matchAll(/^Warning: (short name .*)$/gm)].map(([, text]) => text ?? '');
    const error = /error: (the server doesn't have a resource type .*)$/m.exec(stderr)?.[1] ?? '';
    return { paths: [...new Set(paths)].toSorted(), warnings: error === '' ? warnings : [], error };
  }

  const programs = [
    ...(version === NEWEST_KUBECTL ? KUBECTLS : []).map((asked) => [asked, `kubectl.${asked}`] as const),
    [version, 'its own'] as const,
  ];
  it.each(programs)(
    'takes every name as kubectl %s (%s) does',
    async (asked, program) => {
      const found = findProgram(program) ?? controlPlane().kubectl;
      const cache = tempDir();
      const names = NAMES.filter((one) => !isGroup(one));
      const expected = await bounded(names, AT_ONCE, (name) => theirs(name, found, cache));
      const printed = await bounded(names, AT_ONCE, (name) => ours(name, asked));
      const byName = (outcomes: readonly Outcome[]) =>
        Object.fromEntries(names.map((name, at) => [name, outcomes[at]]));
      expect(byName(printed)).toEqual(byName(expected));
    },
    300_000,
  );
});

function isGroup(name: string): boolean {
  return name === 'apps' || name === 'policy';
}
