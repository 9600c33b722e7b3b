import type { Check } from '../check.ts';
import type { Ask } from '../exchange.ts';
import { FIXTURE } from '../fixture.ts';
import type { Trial } from '../trial.ts';

const MERGE = 'application/merge-patch+json';
const APPLY = 'application/apply-patch+yaml';

/** What no two stores have in common: names of objects, and times. */
const OWN = ['uid', 'creationTimestamp', 'deletionTimestamp', 'time', 'continue'];

/** The answers of one store, each with what was asked. */
type Transcript = readonly { readonly asked: string; readonly status: number; readonly json: unknown }[];

/** Everything that a store decides: order, versions, conflicts, states of the past, changes in their order. */
async function transcriptOf(trial: Trial): Promise<Transcript> {
  const { widgets } = trial;
  const transcript: { asked: string; status: number; json: unknown }[] = [];
  const ask = async (request: Ask) => {
    const { status, json } = await trial.send(request);
    const asked = `${request.method ?? (request.body === undefined ? 'GET' : 'POST')} ${request.path}`;
    transcript.push({ asked, status, json });
    return Object(json);
  };
  const versionIn = (json: { readonly metadata: { readonly resourceVersion: string } }) =>
    json.metadata.resourceVersion;

  const start = versionIn(await ask({ path: widgets }));
  for (const name of ['c', 'a', 'd', 'b', 'e']) await ask({ path: widgets, body: trial.widget(name) });
  await ask({ path: widgets, body: trial.widget('a') });
  await ask({ path: widgets, body: trial.widget('f', { spec: { size: 11 } }) });
  const stale = await ask({ path: `${widgets}/a` });
  const page = await ask({ path: `${widgets}?limit=2` });

  const patch = (path: string, body: object, type = MERGE) => ask({ method: 'PATCH', path, type, body });
  await patch(`${widgets}/a`, { spec: { size: 4 }, metadata: { labels: { kind: 'x' } } });
  await patch(`${widgets}/a`, { spec: { size: 4 } });
  await patch(`${widgets}/a/status`, { status: { phase: 'Ready' } });
  await ask({ method: 'PUT', path: `${widgets}/a`, body: stale });
  const applied = trial.widget('a', { spec: { size: 5 } });
  await patch(`${widgets}/a?fieldManager=other`, applied, APPLY);
  await patch(`${widgets}/a?fieldManager=other&force=true`, applied, APPLY);
  await patch(`${widgets}/b`, { metadata: { finalizers: ['example.com/wait'] } });
  const remove = (path: string, body?: object) =>
    ask({ method: 'DELETE', path, ...(body === undefined ? {} : { body }) });
  await remove(`${widgets}/b`);
  await patch(`${widgets}/b`, { metadata: { finalizers: null } });
  await remove(`${widgets}/c`, { preconditions: { resourceVersion: '1' } });
  await remove(`${widgets}/c`);
  await remove(`${widgets}?labelSelector=kind%3Dx`);
  await ask({ path: `${widgets}/c` });

  // The state of the first page, whatever was written since.
  await ask({ path: `${widgets}?limit=2&continue=${page.metadata.continue}` });
  await ask({ path: `${widgets}?resourceVersion=${versionIn(page)}&resourceVersionMatch=Exact` });
  await ask({ path: widgets });
  const watch = await trial.watch({ path: `${widgets}?watch=1&resourceVersion=${start}` });
  for (let events = 0; events < EVENTS; events += 1) {
    transcript.push({ asked: 'the next event', status: 200, json: await watch.next() });
  }
  watch.close();
  return transcript;
}

/** Five are made, four patches change something, one that goes waits for its finalizer, three go. */
const EVENTS = 5 + 4 + 1 + 3;

/**
 * With the rank of each object's resource version in its place, and without what is another one everywhere. That of a
 * list has the rank of the last write before it: what else is written to an etcd counts its revision up too.
 */
function comparable(transcript: Transcript): Transcript {
  const text = JSON.stringify(transcript, (key, value) => (OWN.includes(key) ? undefined : value));
  const versions = new Set<number>();
  JSON.parse(text, (_, value) => {
    const { resourceVersion } = value?.metadata ?? {};
    if (value?.kind === FIXTURE.kind && resourceVersion !== undefined) versions.add(Number(resourceVersion));
    return value;
  });
  const rankOf = (version: number) => [...versions].filter((other) => other <= version).length;
  const ranked = text.replace(
    /"resourceVersion":"(\d+)"/g,
    (_, version) => `"resourceVersion":"${rankOf(Number(version))}"`,
  );
  // As they stand in paths and in sentences.
  return JSON.parse(ranked.replaceAll(/resourceVersion=\d+|continue=[^"&]*|in record \(\d+\)/g, ''));
}

async function behaveAlike(trial: Trial): Promise<void> {
  const launch = trial.means('launch');
  const transcripts: Transcript[] = [];
  for (const flags of [{}, ...trial.means('otherStores')]) {
    const { endpoint, cluster } = await launch({ flags });
    cluster.makeNamespace(trial.namespace);
    transcripts.push(comparable(await transcriptOf(trial.at(endpoint))));
  }
  const [own = [], ...others] = transcripts;
  for (const other of others) {
    own.forEach(({ asked, ...answer }, index) => {
      trial.same(other[index], { asked, ...answer }, `step ${index + 1} (${asked}) with another store`);
    });
  }
}

/** P: what objects are kept in. */
export const STORE_CHECKS: readonly Check[] = [
  {
    id: 110,
    priority: 2,
    title: 'each store that it has gives the same answers to the same requests, and the same events',
    modes: ['direct'],
    needs: ['launch', 'otherStores'],
    run: behaveAlike,
  },
];
