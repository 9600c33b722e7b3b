import { Agent } from 'node:https';
import type { Check } from '../check.ts';
import { containing, matcher } from '../difference.ts';
import type { Endpoint } from '../exchange.ts';
import { failure } from '../failure.ts';
import { API_VERSION, BASE, FIXTURE, RESOURCE } from '../fixture.ts';
import type { Trial } from '../trial.ts';

const { group, version, plural, clusterPlural } = FIXTURE;

/** Who asks for the availability of a server (kube-aggregator remote_available_controller.go). */
const AGGREGATOR = { 'X-Remote-User': 'system:kube-aggregator', 'X-Remote-Group': 'system:masters' };
/** Who asks for its OpenAPI: in no group at all. */
const OPENAPI_AGGREGATOR = { 'X-Remote-User': 'system:aggregator', 'X-Remote-Group': undefined };

const V2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** The same server, where each request begins with a handshake. */
function withNewConnections(endpoint: Endpoint): Endpoint {
  const fresh = (agent: Agent) => new Agent({ ...agent.options, keepAlive: false });
  const { admin, alice, nobody } = endpoint.agents;
  return { ...endpoint, agents: { admin: fresh(admin), alice: fresh(alice), nobody: fresh(nobody) } };
}

const NO_REDIRECT = matcher(
  'no redirect',
  (value) => typeof value === 'number' && (value < 300 || value > 399),
);

/** Paths that a router might want to clean. */
const UNCLEAN = [
  '/apis/',
  `/apis/${group}/`,
  `${BASE}/`,
  `/apis//${group}/${version}`,
  `${BASE}/./${plural}`,
  `${BASE}/${plural}/`,
  '/openapi/v2/',
  '/openapi/v3/',
  `/openapi/v3${BASE}/`,
  `/openapi/v3${BASE}?hash=OLD`,
  `/openapi/v3${BASE}?hash=`,
  '/healthz/',
  '/version/',
  '//',
];

/** What aggregated discovery has of the version. */
const CURRENT = {
  items: containing({
    metadata: { name: group },
    versions: containing({
      version,
      freshness: 'Current',
      resources: containing(
        { resource: plural, subresources: containing({ subresource: 'status' }, { subresource: 'scale' }) },
        { resource: clusterPlural },
      ),
    }),
  }),
};

/**
 * Has the aggregator look again now, and not when half a minute is over: it watches the Service. A change of the
 * APIService would have it download OpenAPI besides, and wait for that.
 */
async function nudge(trial: Trial): Promise<void> {
  const [namespace = '', name = ''] = trial.means('backend').service.split('/');
  const body = { metadata: { annotations: { 'example.com/nudged': new Date().toISOString() } } };
  const path = `/api/v1/namespaces/${namespace}/services/${name}`;
  await trial.expect({ method: 'PATCH', type: 'application/merge-patch+json', path, body }, { status: 200 });
}

const PATIENCE_SECONDS = 40;

/** Lets the server hang for as long as `work` takes; afterwards it is available again. */
async function whileItHangs(trial: Trial, work: () => Promise<void>): Promise<void> {
  const { signal, apiService } = trial.means('backend');
  const available = (status: string, reason: RegExp) => ({
    status: { conditions: containing({ type: 'Available', status, reason }) },
  });
  const path = `/apis/apiregistration.k8s.io/v1/apiservices/${apiService}`;
  signal('SIGSTOP');
  try {
    await nudge(trial);
    await trial.eventually(
      { path },
      { status: 200, body: available('False', /^(FailedDiscoveryCheck|MissingEndpoints)$/) },
      PATIENCE_SECONDS,
    );
    await work();
  } finally {
    signal('SIGCONT');
    await nudge(trial);
    await trial.eventually({ path }, { status: 200, body: available('True', /^Passed$/) }, PATIENCE_SECONDS);
  }
}

/** B: what the aggregator does. */
export const AGGREGATION_CHECKS: readonly Check[] = [
  {
    id: 13,
    priority: 0,
    title: 'five probes of the aggregator at once are answered, and nobody is asked whether it may',
    modes: ['direct'],
    needs: ['launch'],
    run: async (trial) => {
      const { endpoint, cluster } = await trial.means('launch')();
      const asked = cluster.accessReviews.length;
      const { send } = trial.at(withNewConnections(endpoint));
      const probe = { path: BASE, as: 'alice', headers: AGGREGATOR } as const;
      const answers = await Promise.all(Array.from({ length: 5 }, () => send(probe)));
      trial.same(
        answers.map(({ status }) => status),
        [200, 200, 200, 200, 200],
        'the statuses',
      );
      trial.same(cluster.accessReviews.slice(asked), [], 'the reviews');
    },
  },
  {
    id: 14,
    priority: 0,
    title: 'nothing is redirected, however a path is written: the aggregator makes a failure of it',
    modes: ['direct'],
    needs: ['frontProxy'],
    run: async (trial) => {
      for (const path of UNCLEAN) {
        await trial.expect({ path, as: 'alice', headers: OPENAPI_AGGREGATOR }, { status: NO_REDIRECT });
      }
    },
  },
  {
    id: 15,
    priority: 0,
    title: 'who comes without a group is authenticated all the same, and may read discovery and OpenAPI',
    modes: ['direct'],
    needs: ['launch', 'frontProxy'],
    run: async (trial) => {
      const { endpoint, cluster } = await trial.means('launch')();
      // As the roles system:discovery and system:openapi do.
      cluster.allows = ({ groups = [] }) => groups.includes('system:authenticated');
      for (const path of [BASE, '/openapi/v2', '/openapi/v3']) {
        const ask = { path, as: 'alice', headers: OPENAPI_AGGREGATOR } as const;
        await trial.at(endpoint).expect(ask, { status: 200 });
      }
    },
  },
  {
    id: 16,
    priority: 0,
    title: 'aggregated discovery of the cluster has the version whole, and current',
    modes: ['aggregated'],
    run: async (trial) => {
      await trial.eventually({ path: '/apis', accept: V2 }, { status: 200, body: CURRENT });
    },
  },
  {
    id: 17,
    priority: 1,
    title: 'a server that hangs is unavailable with a reason, and the rest of the cluster does not suffer',
    modes: ['aggregated'],
    needs: ['backend'],
    disturbs: true,
    run: async (trial) => {
      await whileItHangs(trial, async () => {
        await trial.expect({ path: trial.widgets }, { status: 503 });
        await trial.expect({ path: `/api/v1/namespaces/${trial.namespace}/pods` }, { status: 200 });
        await trial.expect({ path: '/apis', accept: V2 }, { status: 200 });
      });
      await trial.eventually({ path: trial.widgets }, { status: 200 });
    },
  },
  {
    id: 18,
    priority: 1,
    title: 'the server sees who is impersonated, whole, and nobody may say so in the headers of the proxy',
    run: async (trial) => {
      const claims = { 'X-Remote-User': 'admin', 'X-Remote-Group': 'system:masters' };
      const cannot = failure(403, 'Forbidden', {
        message: `${RESOURCE} is forbidden: User "bob" cannot list resource "${plural}" in API group "${group}" in the namespace "${trial.namespace}"`,
      });
      if (trial.mode === 'aggregated') {
        const bob = { 'Impersonate-User': 'bob', 'Impersonate-Group': 'system:authenticated' };
        await trial.expect({ path: trial.widgets, headers: { ...bob, ...claims } }, cannot);
        await letGroupList(trial, 'widget readers');
        const inGroup = { ...bob, 'Impersonate-Group': ['system:authenticated', 'widget readers'] };
        await trial.eventually({ path: trial.widgets, headers: inGroup }, { status: 200 }, PATIENCE_SECONDS);
        return;
      }
      await trial.expect({ path: trial.widgets, as: 'nobody', headers: claims }, { status: REFUSED });
      if (!trial.has('launch')) return;
      const { endpoint, cluster } = await trial.means('launch')();
      cluster.allows = ({ user }) => user !== 'bob';
      const bob = {
        'X-Remote-User': 'bob',
        'X-Remote-Uid': '42',
        'X-Remote-Group': ['system:authenticated', 'widget readers'],
        'X-Remote-Extra-Example.org%2fa%20b': ['1', 'x%y'],
      };
      await trial.at(endpoint).expect({ path: trial.widgets, as: 'alice', headers: bob }, cannot);
      const seen = {
        user: 'bob',
        uid: '42',
        groups: containing('system:authenticated', 'widget readers'),
        extra: { 'example.org/a b': ['1', 'x%y'] },
        resourceAttributes: { verb: 'list', group, version, resource: plural, namespace: trial.namespace },
      };
      trial.same(cluster.accessReviews, containing(seen), `the reviews for ${API_VERSION}`);
    },
  },
];

const REFUSED = matcher('401 or 403', (value) => value === 401 || value === 403);

async function letGroupList(trial: Trial, name: string): Promise<void> {
  const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${trial.namespace}`;
  const rules = [{ apiGroups: [group], resources: [plural], verbs: ['list'] }];
  await trial.expect({ path: `${path}/roles`, body: { metadata: { name: 'read' }, rules } }, { status: 201 });
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'read' };
  const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name }];
  const binding = { metadata: { name: 'read' }, roleRef, subjects };
  await trial.expect({ path: `${path}/rolebindings`, body: binding }, { status: 201 });
}
