import type { Check } from '../check.ts';
import { containing } from '../difference.ts';
import { FIXTURE } from '../fixture.ts';
import type { Trial } from '../trial.ts';
import { created, storedOf } from './stored.ts';

const { group, version, nextVersion, kind, plural } = FIXTURE;

const V2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const MERGE = 'application/merge-patch+json';
/** The aggregator asks for discovery and OpenAPI from time to time. */
const PATIENCE = 60;

/** The version that is preferred comes first. */
const VERSIONS = [nextVersion, version];
const NAMED = VERSIONS.map((each) => ({ groupVersion: `${group}/${each}`, version: each }));

const GROUP = { name: group, versions: NAMED, preferredVersion: NAMED[0] };

const DISCOVERED = {
  metadata: { name: group },
  versions: VERSIONS.map((each) => ({
    version: each,
    freshness: 'Current',
    resources: containing({ resource: plural, responseKind: { group, version: each, kind } }),
  })),
};

const BOTH_DOCUMENTS = Object.fromEntries(
  VERSIONS.map((each) => [`apis/${group}/${each}`, { serverRelativeURL: /\?hash=/ }]),
);

/** The widgets of the trial in a version. */
const widgetsIn = ({ widgets }: Trial, wanted: string): string =>
  widgets.replace(`/${version}/`, `/${wanted}/`);

/** B 21: what is seen of a server with two versions. */
async function haveBothVersions(trial: Trial): Promise<void> {
  const { eventually, expect } = trial;
  await eventually({ path: '/apis' }, { status: 200, body: { groups: containing(GROUP) } }, PATIENCE);
  await eventually(
    { path: '/apis', accept: V2 },
    { status: 200, body: { items: containing(DISCOVERED) } },
    PATIENCE,
  );
  await eventually({ path: '/openapi/v3' }, { status: 200, body: { paths: BOTH_DOCUMENTS } }, PATIENCE);
  const body = trial.widget('w1', { apiVersion: `${group}/${nextVersion}`, spec: { size: 7 } });
  const { json } = await expect({ path: widgetsIn(trial, nextVersion), body }, { status: 201 });
  const { uid } = storedOf(json).metadata;
  for (const each of VERSIONS) {
    const shown = { apiVersion: `${group}/${each}`, kind, metadata: { uid }, spec: { size: 7 } };
    // The aggregator may still send an older version where it was before.
    await eventually({ path: `${widgetsIn(trial, each)}/w1` }, { status: 200, body: shown }, PATIENCE);
  }
  const patch = { method: 'PATCH', type: MERGE, body: { spec: { size: 8 } } };
  await expect({ ...patch, path: `${trial.widgets}/w1` }, { status: 200 });
  const items = [{ metadata: { name: 'w1' }, spec: { size: 8 } }];
  for (const each of VERSIONS) {
    const list = { apiVersion: `${group}/${each}`, items };
    await expect({ path: widgetsIn(trial, each) }, { status: 200, body: list });
  }
}

/** Each version is available by itself, the newer one of higher priority. */
async function areBothAvailable({ eventually }: Trial): Promise<void> {
  const available = containing({ type: 'Available', status: 'True' });
  const priorities: number[] = [];
  for (const each of VERSIONS) {
    const path = `/apis/apiregistration.k8s.io/v1/apiservices/${each}.${group}`;
    const expected = { status: 200, body: { status: { conditions: available } } };
    const { json } = await eventually({ path }, expected, PATIENCE);
    priorities.push(Object(json).spec.versionPriority);
  }
  const [newer = 0, older = 0] = priorities;
  if (newer <= older) throw new Error(`${newer} is no higher priority than ${older}`);
}

/** An object as it was read in one version, as another one has it. */
function inVersion(json: unknown, wanted: string): Readonly<Record<string, unknown>> {
  const { apiVersion: _, metadata, ...rest } = Object(json);
  const { managedFields: __, resourceVersion: ___, ...stable } = metadata;
  return { ...rest, apiVersion: `${group}/${wanted}`, metadata: stable };
}

/** P 112: what was written before the storage version was another one. */
async function convertWhatWasStored(trial: Trial): Promise<void> {
  const launch = trial.means('launch');
  const first = await launch();
  first.cluster.makeNamespace(trial.namespace);
  const before = trial.at(first.endpoint);
  for (const name of ['kept', 'rewritten']) await created(before, name, { spec: { size: 7, tags: ['a'] } });
  const written = await before.send({ path: `${trial.widgets}/kept` });
  first.signal('SIGTERM');
  await first.ended;

  const second = await launch({ like: first, release: 'next' });
  const after = trial.at(second.endpoint);
  for (const each of VERSIONS) {
    const path = widgetsIn(trial, each);
    const object = inVersion(written.json, each);
    await after.expect({ path: `${path}/kept` }, { status: 200, body: object });
    // Items of a list need not say of what kind they are.
    const { apiVersion: _, kind: __, ...kept } = object;
    const items = [kept, { metadata: { name: 'rewritten' } }];
    await after.expect({ path }, { status: 200, body: { apiVersion: `${group}/${each}`, items } });
    const watch = await after.watch({ path: `${path}?watch=1&fieldSelector=metadata.name%3Dkept` });
    trial.same(await watch.next(), { type: 'ADDED', object }, 'the first event');
    watch.close();
  }
  // How the objects of a cluster are moved from one storage version to another.
  const path = `${widgetsIn(trial, nextVersion)}/rewritten`;
  const rewrite = async () => {
    const body = (await after.send({ path })).json;
    const { resourceVersion } = storedOf(body).metadata;
    const { json } = await after.expect({ method: 'PUT', path, body }, { status: 200 });
    return storedOf(json).metadata.resourceVersion !== resourceVersion;
  };
  trial.same([await rewrite(), await rewrite()], [true, false], 'whether an unchanged object is written');
  second.signal('SIGTERM');
  await second.ended;

  const third = await launch({ like: first, waits: false });
  const back = trial.at(third.endpoint);
  await trial.until(async () => {
    const { status } = await back.send({ path: '/livez' }).catch(() => ({ status: 0 }));
    trial.same(status, 200, 'the status of /livez');
  }, PATIENCE);
  await back.expect(
    { path: `${trial.widgets}/kept` },
    { status: 200, body: inVersion(written.json, version) },
  );
  const message = new RegExp(`${group}/${nextVersion}`);
  const unknown = { status: 500, body: { kind: 'Status', status: 'Failure', message } };
  await back.expect({ path: `${trial.widgets}/rewritten` }, unknown);
  await back.expect({ path: '/livez' }, { status: 200 });
}

/** What becomes of a kind that gets another version. */
export const VERSION_CHECKS: readonly Check[] = [
  {
    id: 112,
    priority: 2,
    title:
      'what was stored is converted when the storage version is another one, and a version that is gone is said',
    modes: ['direct'],
    needs: ['launch', 'nextRelease'],
    run: convertWhatWasStored,
  },
  {
    id: 21,
    priority: 2,
    title: 'two versions are served by one process, the preferred one first, each available by itself',
    needs: { direct: ['launch', 'nextRelease'], aggregated: ['upgrade'] },
    disturbs: true,
    run: async (trial) => {
      if (trial.mode === 'aggregated') {
        await trial.means('upgrade')(async () => {
          await areBothAvailable(trial);
          await haveBothVersions(trial);
        });
        return;
      }
      const { endpoint, cluster } = await trial.means('launch')({ release: 'next' });
      cluster.makeNamespace(trial.namespace);
      await haveBothVersions(trial.at(endpoint));
    },
  },
];
