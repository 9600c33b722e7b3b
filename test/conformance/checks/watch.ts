import type { Check } from '../check.ts';
import { containing, difference, PRESENT } from '../difference.ts';
import type { Watch, WatchEvent } from '../exchange.ts';
import { failure } from '../failure.ts';
import { API_VERSION, FIXTURE } from '../fixture.ts';
import type { Trial } from '../trial.ts';
import { created } from './stored.ts';

const { kind } = FIXTURE;

type Versioned = { readonly metadata: { readonly resourceVersion: string } };

/** @returns the version of the empty list of the namespace */
async function versionOf(trial: Trial): Promise<string> {
  const { json } = await trial.expect({ path: trial.widgets }, { status: 200 });
  return (json as Versioned).metadata.resourceVersion;
}

/** Reads as many events as are expected and compares them one by one; bookmarks that nobody waits for are skipped. */
async function expectEvents(trial: Trial, watch: Watch, expected: readonly object[]): Promise<WatchEvent[]> {
  const events: WatchEvent[] = [];
  for (const each of expected) {
    const event = await nextEvent(watch, 'type' in each && each.type === 'BOOKMARK');
    trial.same(event, each, `event ${events.length + 1}`);
    if (event !== undefined) events.push(event);
  }
  return events;
}

async function nextEvent(watch: Watch, takesBookmarks: boolean): Promise<WatchEvent | undefined> {
  const event = await watch.next();
  return event?.type === 'BOOKMARK' && !takesBookmarks ? nextEvent(watch, takesBookmarks) : event;
}

const of = (type: string, name: string, more: object = {}) => ({
  type,
  object: { apiVersion: API_VERSION, kind, metadata: { name }, ...more },
});

/** Works with an open watch and closes it. */
async function watching<T>(trial: Trial, query: string, work: (watch: Watch) => Promise<T>): Promise<T> {
  const watch = await trial.watch({ path: `${trial.widgets}?watch=1&${query}` });
  try {
    return await work(watch);
  } finally {
    watch.close();
  }
}

const relabel = (trial: Trial, name: string, labels: object) =>
  trial.expect(
    {
      method: 'PATCH',
      path: `${trial.widgets}/${name}`,
      type: 'application/merge-patch+json',
      body: { metadata: { labels } },
    },
    { status: 200 },
  );

const remove = (trial: Trial, name: string) =>
  trial.expect({ method: 'DELETE', path: `${trial.widgets}/${name}` }, { status: 200 });

const INITIAL_EVENTS_END = { metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } };

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const PARTIAL = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';

/** G: watches. */
export const WATCH_CHECKS: readonly Check[] = [
  {
    id: 64,
    priority: 0,
    title: 'a watch begins at once and tells of every write in its order',
    run: async (trial) => {
      const version = await versionOf(trial);
      await watching(trial, `resourceVersion=${version}`, async (watch) => {
        trial.same(watch.headers['content-type'], /^application\/json/, 'Content-Type');
        await created(trial, 'w1');
        await relabel(trial, 'w1', { a: 'b' });
        await remove(trial, 'w1');
        const labels = { metadata: { name: 'w1', labels: { a: 'b' } } };
        const events = await expectEvents(trial, watch, [
          of('ADDED', 'w1'),
          of('MODIFIED', 'w1', labels),
          of('DELETED', 'w1', labels),
        ]);
        const versions = events.map(({ object }) => Number((object as Versioned).metadata.resourceVersion));
        const grow = versions.every((each, index) => index === 0 || each > (versions[index - 1] ?? 0));
        trial.holds(grow, `resource versions do not grow: ${versions.join(', ')}`);
      });
    },
  },
  {
    id: 65,
    priority: 0,
    title: 'a watch without a version begins with what is there, one with a version after it',
    run: async (trial) => {
      const { metadata } = await created(trial, 'w1');
      for (const query of ['', 'resourceVersion=0']) {
        await watching(trial, query, async (watch) => {
          await expectEvents(trial, watch, [of('ADDED', 'w1')]);
        });
      }
      await watching(trial, `resourceVersion=${metadata.resourceVersion}`, async (watch) => {
        await created(trial, 'w2');
        await expectEvents(trial, watch, [of('ADDED', 'w2')]);
      });
    },
  },
  {
    id: 67,
    priority: 0,
    title: 'a watch with a selector is told when an object begins and ceases to be chosen',
    run: async (trial) => {
      const version = await versionOf(trial);
      await watching(trial, `resourceVersion=${version}&labelSelector=a%3Db`, async (watch) => {
        await created(trial, 'w1');
        await relabel(trial, 'w1', { a: 'b' });
        await relabel(trial, 'w1', { a: 'c' });
        await relabel(trial, 'w1', { a: 'b' });
        await remove(trial, 'w1');
        await expectEvents(
          trial,
          watch,
          ['ADDED', 'DELETED', 'ADDED', 'DELETED'].map((type) => of(type, 'w1')),
        );
      });
    },
  },
  {
    id: 69,
    priority: 0,
    title: 'sendInitialEvents gives what is there, a bookmark that says so, and then what happens',
    run: async (trial) => {
      await created(trial, 'w1');
      await created(trial, 'w2');
      const initial = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan';
      await watching(trial, `${initial}&allowWatchBookmarks=true`, async (watch) => {
        const events = [await watch.next(), await watch.next()];
        const initialObjects = ['w1', 'w2'].map((name) => ({
          type: 'ADDED',
          object: { metadata: { name } },
        }));
        trial.same(events, containing(...initialObjects), 'the initial events');
        await expectEvents(trial, watch, [{ type: 'BOOKMARK', object: { kind, ...INITIAL_EVENTS_END } }]);
        await created(trial, 'w3');
        await expectEvents(trial, watch, [of('ADDED', 'w3')]);
      });
      const alone = { path: `${trial.widgets}?watch=1&sendInitialEvents=true` };
      const message = /resourceVersionMatch/;
      await trial.expect(alone, failure(422, 'Invalid', { message }));
    },
  },
  {
    id: 70,
    priority: 0,
    title: 'a watch ends in good order after its timeout',
    run: async (trial) => {
      await watching(trial, 'timeoutSeconds=1', async (watch) => {
        trial.same(await watch.next(), undefined, 'the end');
      });
    },
  },
  {
    id: 71,
    priority: 0,
    title: 'a watch has the form that its Accept header asks for',
    run: async (trial) => {
      await created(trial, 'w1');
      await created(trial, 'w2');
      const path = `${trial.widgets}?watch=1`;
      const expectForm = async (accept: string, expected: readonly object[]) => {
        const watch = await trial.watch({ path, accept });
        try {
          for (const each of expected)
            trial.same(await watch.next(), { type: 'ADDED', object: each }, accept);
        } finally {
          watch.close();
        }
      };
      await expectForm('application/json;stream=watch', [{ kind }, { kind }]);
      const rows = [{ cells: PRESENT, object: { kind: 'PartialObjectMetadata' } }];
      const isAbsent = (value: unknown) =>
        value === undefined || value === null || difference(value, []) === undefined;
      await expectForm(TABLE, [
        { kind: 'Table', columnDefinitions: PRESENT, rows },
        { kind: 'Table', columnDefinitions: isAbsent, rows },
      ]);
      const partial = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', spec: undefined };
      await expectForm(PARTIAL, [partial, partial]);
    },
  },
];
