import { Agent } from 'node:https';
import type { Check } from '../check.ts';
import { containing, matcher } from '../difference.ts';
import type { Instance } from '../means.ts';
import type { Trial } from '../trial.ts';

const CONFIG_MAPS = '/api/v1/namespaces/kube-system/configmaps';
const TRUST = 'extension-apiserver-authentication';

/** Whom to believe is asked of the cluster alone. */
const ASKS_THE_CLUSTER = {
  'client-ca-file': undefined,
  'requestheader-client-ca-file': undefined,
  'requestheader-allowed-names': undefined,
};

const NOT_LET_IN = matcher('401 or 403', (value) => value === 401 || value === 403);
const NEVER_ALLOWED = matcher('401, 403 or 500', (value) => value === 401 || value === 403 || value === 500);

/** The same trial, where alice shows another client certificate. */
function showing(trial: Trial, { endpoint, certificates }: Instance, name: string): Trial {
  const pair = { cert: certificates.pem(`${name}.crt`), key: certificates.pem(`${name}.key`) };
  const alice = new Agent({ ...endpoint.agents.nobody.options, ...pair });
  return trial.at({
    ...endpoint,
    agents: { ...endpoint.agents, alice },
    headers: { ...endpoint.headers, alice: {} },
  });
}

async function kill({ signal, ended }: Instance): Promise<void> {
  signal('SIGKILL');
  await ended;
}

/** J and K: whom a server believes, and what becomes of it where it cannot ask. */
export const TRUST_CHECKS: readonly Check[] = [
  {
    id: 88,
    priority: 0,
    title:
      'the front proxy is believed that the cluster names, then as it changes; without a word of it, nobody is',
    modes: ['direct'],
    needs: ['launch'],
    run: async (trial) => {
      const launch = trial.means('launch');
      const server = await launch();
      const { certificates, cluster } = server;
      cluster.allows = () => true;
      const named = { path: trial.widgets, as: 'alice', headers: { 'X-Remote-User': 'bob' } } as const;
      const renamed = { ...named, headers: { 'X-My-User': 'bob' } };

      // Where objects are kept in a file, one process has it.
      await kill(server);
      const following = await launch({ like: server, flags: ASKS_THE_CLUSTER });
      await showing(trial, following, 'proxy').expect(named, { status: 200 });
      await showing(trial, following, 'foreign').expect(renamed, { status: NOT_LET_IN });
      const known = Object(cluster.objects.get(CONFIG_MAPS, TRUST));
      const data = {
        ...known.data,
        'requestheader-client-ca-file': `${certificates.pem('proxy-ca.crt')}${certificates.pem('foreign-ca.crt')}`,
        'requestheader-allowed-names': '["front-proxy-client","admin"]',
        'requestheader-username-headers': '["X-Remote-User","X-My-User"]',
      };
      cluster.objects.put(CONFIG_MAPS, { ...known, data });
      await showing(trial, following, 'foreign').eventually(renamed, { status: 200 }, 60);
      await showing(trial, following, 'proxy').expect(named, { status: 200 });
      await showing(trial, following, 'misnamed').expect(named, { status: NOT_LET_IN });

      cluster.refusals.set(TRUST, 403);
      cluster.refusals.set('configmaps', 403);
      await kill(following);
      const blind = await launch({ like: server, flags: ASKS_THE_CLUSTER, waits: false });
      const ended = await Promise.race([blind.ended, answersOf(trial, blind)]);
      if (ended === 'it runs') {
        await showing(trial, blind, 'proxy').expect(named, { status: NOT_LET_IN });
        return;
      }
      trial.holds(ended !== 0, `it ends with ${ended}`);
      trial.same(blind.output(), /extension-apiserver-authentication-reader/, 'what it says');
    },
  },
  {
    id: 90,
    priority: 1,
    title: 'a client certificate of the cluster names a user and groups, one of another CA nobody',
    modes: ['direct'],
    needs: ['launch'],
    run: async (trial) => {
      const server = await trial.means('launch')();
      server.cluster.allows = ({ user }) => user === 'alice';
      const ask = { path: trial.widgets, as: 'alice' } as const;
      await showing(trial, server, 'alice').expect(ask, { status: 200 });
      const seen = { user: 'alice', groups: containing('dev', 'ops, west', 'system:authenticated') };
      trial.same(server.cluster.accessReviews, containing(seen), 'the reviews');
      await showing(trial, server, 'foreign').expect(ask, { status: NOT_LET_IN });
    },
  },
  {
    id: 93,
    priority: 0,
    title:
      'an answer is kept a while; nobody is let in where nobody can be asked, but for those who need not be',
    modes: ['direct'],
    needs: ['launch'],
    run: async (trial) => {
      const server = await trial.means('launch')();
      const { cluster } = server;
      const alice = trial.at(server.endpoint);
      cluster.allows = ({ user, nonResourceAttributes }) =>
        user === 'carol' || nonResourceAttributes !== undefined;
      const asking = (user: string) =>
        ({ path: trial.widgets, as: 'alice', headers: { 'X-Remote-User': user } }) as const;
      for (const [user, status] of [
        ['carol', 200],
        ['dave', 403],
      ] as const) {
        for (let time = 0; time < 3; time += 1) await alice.expect(asking(user), { status });
        const asked = cluster.accessReviews.filter((review) => review.user === user);
        trial.same(asked.length, 1, `how often somebody was asked about ${user}`);
      }
      for (const refusal of [500, 'cut'] as const) {
        cluster.refusals.set('subjectaccessreviews', refusal);
        await alice.expect(asking(`erin-${refusal}`), { status: NEVER_ALLOWED });
      }
      await alice.expect({ path: trial.widgets }, { status: 200 });
      for (const path of ['/healthz', '/livez', '/readyz']) {
        await alice.expect({ path, as: 'nobody' }, { status: 200 });
      }
    },
  },
];

/** Waits until a server answers, unless it ends before. */
async function answersOf(trial: Trial, { endpoint, ended }: Instance): Promise<'it runs' | 'it ended'> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const { send } = trial.at(endpoint);
  while (!over) {
    const answer = await send({ path: '/healthz' }).catch(() => undefined);
    if (answer?.status === 200) return 'it runs';
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return 'it ended';
}
