import type { Check } from '../check.ts';
import { matcher } from '../difference.ts';
import type { Instance } from '../means.ts';
import type { Trial } from '../trial.ts';
import { created } from './stored.ts';

const DISCOVERY = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const COUNT = 20;

const versionOf = (json: unknown): string => Object(json).metadata.resourceVersion;

/** What is written to one is read, listed and watched at the other. */
async function readYourWrites(one: Trial, other: Trial): Promise<string> {
  const { widgets } = one;
  const empty = versionOf((await other.expect({ path: widgets }, { status: 200 })).json);
  const watch = await other.watch({ path: `${widgets}?watch=1&resourceVersion=${empty}` });
  for (let count = 0; count < COUNT; count += 1) {
    const object = await created(one, `w${String(count).padStart(2, '0')}`);
    await other.expect({ path: `${widgets}/${object.metadata.name}` }, { status: 200, body: object });
    one.same(await watch.next(), { type: 'ADDED', object }, 'the next event at the other replica');
  }
  watch.close();
  return empty;
}

/** A list that is begun at one goes on at the other, with the state of then; discovery is the same at both. */
async function goOnAtTheOther(one: Trial, other: Trial): Promise<void> {
  const { widgets } = one;
  const first = Object((await one.expect({ path: `${widgets}?limit=7` }, { status: 200 })).json);
  await other.expect({ method: 'DELETE', path: `${widgets}/w19` }, { status: 200 });
  const rest = { path: `${widgets}?limit=100&continue=${first.metadata.continue}` };
  const { resourceVersion } = first.metadata;
  const body = {
    metadata: { resourceVersion },
    items: matcher('the other 13', (value) => Object(value).length === 13),
  };
  await other.expect(rest, { status: 200, body });
  const discover = { path: '/apis', accept: DISCOVERY };
  const [here, there] = [await one.send(discover), await other.send(discover)];
  one.same(here.headers['etag'], /^".+"$/, 'the ETag of discovery');
  one.same(there.headers['etag'], here.headers['etag'], 'the ETag at the other replica');
}

/** Whoever watched at one that is gone goes on at another, or is told to list again; no event is left out. */
async function watchOn(trial: Trial, after: string): Promise<void> {
  const watch = await trial.watch({ path: `${trial.widgets}?watch=1&resourceVersion=${after}` });
  const types: (string | undefined)[] = [];
  const next = async () => {
    const event = Object(await watch.next());
    types.push(event.type);
    return event;
  };
  const { type, object } = await next();
  if (type === 'ERROR') {
    watch.close();
    return trial.same(object, { code: 410, reason: 'Expired' }, 'what a watch is told that cannot go on');
  }
  while (types.length <= COUNT) await next();
  watch.close();
  trial.same(types, [...Array.from({ length: COUNT }, () => 'ADDED'), 'DELETED'], 'the events');
}

async function areOne(trial: Trial): Promise<void> {
  const launch = trial.means('launch');
  const at = ({ endpoint }: Instance) => trial.at(endpoint);
  const first = await launch();
  first.cluster.makeNamespace(trial.namespace);
  const second = await launch({ like: first });
  const empty = await readYourWrites(at(first), at(second));
  await goOnAtTheOther(at(first), at(second));
  first.signal('SIGKILL');
  await first.ended;
  const { json } = await at(second).expect({ path: trial.widgets }, { status: 200 });
  trial.same(Object(json).items.length, COUNT - 1, 'how many there are where one replica is gone');
  await created(at(second), 'last');
  await at(second).expect({ method: 'DELETE', path: `${trial.widgets}/last` }, { status: 200 });
  await watchOn(at(await launch({ like: second })), empty);
}

/** R: several servers on one store. */
export const REPLICA_CHECKS: readonly Check[] = [
  {
    id: 118,
    priority: 2,
    title: 'replicas are one server: what one does the other shows, goes on with, and outlives',
    modes: ['direct'],
    needs: ['launch', 'sharedStore'],
    run: areOne,
  },
];
