import type { Check } from '../check.ts';
import { RESOURCE_VERSION } from '../difference.ts';
import { API_VERSION, FIXTURE } from '../fixture.ts';
import type { Trial } from '../trial.ts';
import { created } from './stored.ts';

const { kind } = FIXTURE;

/** More changes than any server keeps of one kind that keeps a number of them. */
const MANY_CHANGES = 1_500;
const AT_ONCE = 25;

/** How a watch that begins too long ago is refused: by a Status, or by an event that is one. */
const TOO_OLD = {
  kind: 'Status',
  status: 'Failure',
  reason: 'Expired',
  code: 410,
  message: /^too old resource version: \d+ \(\d+\)$/,
};

async function changeManyTimes(trial: Trial): Promise<void> {
  for (let done = 0; done < MANY_CHANGES; done += AT_ONCE) {
    const names = Array.from({ length: AT_ONCE }, (_, index) => `many-${done + index}`);
    await Promise.all(names.map((name) => created(trial, name)));
  }
}

/** @returns the Status with which a watch from a version is refused; undefined where it goes on */
async function refusalFrom(trial: Trial, version: string): Promise<unknown> {
  const message = await trial.open({
    path: `${trial.widgets}?watch=1&resourceVersion=${version}&timeoutSeconds=1`,
  });
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += chunk;
  const first = JSON.parse(text.split('\n')[0] || '{}');
  if (message.statusCode !== 200) return first;
  return first.type === 'ERROR' ? first.object : undefined;
}

/** Reads a watch to its end. */
async function typesOf(trial: Trial, query: string): Promise<readonly { type: string; object: unknown }[]> {
  const watch = await trial.watch({ path: `${trial.widgets}?watch=1&${query}` });
  const events: { type: string; object: unknown }[] = [];
  for (let event = await watch.next(); event !== undefined; event = await watch.next()) events.push(event);
  return events;
}

/** G: what a watch may not have, and what tells it how far it has come. */
export const WATCH_LIMIT_CHECKS: readonly Check[] = [
  {
    id: 66,
    priority: 0,
    title: 'a watch from a version that is long gone is told so, and has to list again',
    run: async (trial) => {
      const { metadata } = await created(trial, 'w1');
      // Who keeps changes by their age has forgotten the first one; who keeps a number of them forgets by that many.
      let refusal = await refusalFrom(trial, '1');
      if (refusal === undefined) {
        await changeManyTimes(trial);
        refusal = await refusalFrom(trial, metadata.resourceVersion);
      }
      trial.same(refusal ?? 'a watch that goes on', TOO_OLD, 'what the watch is told');
    },
  },
  {
    id: 68,
    priority: 1,
    title: 'a watch that asks for bookmarks gets one before it ends, and no other does',
    run: async (trial) => {
      const { metadata } = await created(trial, 'w1');
      // A bookmark comes each minute, and two seconds before the end (k8s.io/apiserver cacher nextBookmarkTime).
      const query = `resourceVersion=${metadata.resourceVersion}&timeoutSeconds=4`;
      const [asked, others] = await Promise.all([
        typesOf(trial, `${query}&allowWatchBookmarks=true`),
        typesOf(trial, query),
      ]);
      trial.same(others, [], 'the events of a watch that does not ask');
      trial.holds(asked.length > 0, 'there is no bookmark');
      for (const event of asked) {
        const bare = { resourceVersion: RESOURCE_VERSION, name: undefined, uid: undefined };
        const object = { kind, apiVersion: API_VERSION, metadata: bare, spec: undefined };
        trial.same(event, { type: 'BOOKMARK', object }, 'the event');
        const { resourceVersion } = Object(event.object).metadata;
        trial.holds(
          BigInt(resourceVersion) >= BigInt(metadata.resourceVersion),
          `the bookmark is of ${resourceVersion}, before ${metadata.resourceVersion}`,
        );
      }
    },
  },
];
