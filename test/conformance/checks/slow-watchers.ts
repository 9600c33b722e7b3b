import type { IncomingMessage } from 'node:http';
import type { Check } from '../check.ts';
import { FIXTURE } from '../fixture.ts';
import type { Trial } from '../trial.ts';
import { scrape, sumOf } from './metric-lines.ts';
import { created } from './stored.ts';
import { until } from './until.ts';

const WATCHES = 500;
const WRITES = 48;
const NOTE = 'x'.repeat(500 * 1024);

const WATCHED = { group: FIXTURE.group, resource: FIXTURE.plural, verb: 'WATCH' };

/** How many watches the server counts; undefined where it is not asked itself. */
async function openWatches(trial: Trial): Promise<number | undefined> {
  if (trial.mode !== 'direct') return undefined;
  return sumOf(await scrape(trial), 'apiserver_longrunning_requests', WATCHED);
}

/** Reads what is left of a watch. @returns the resource versions that came, and whether more was to come */
async function rest(message: IncomingMessage, last: string): Promise<{ versions: number[]; isCut: boolean }> {
  const versions: number[] = [];
  let text = '';
  try {
    for await (const chunk of message.setEncoding('utf8')) {
      const lines = `${text}${chunk}`.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const { type, object } = JSON.parse(line);
        if (type === 'ERROR') return { versions, isCut: true };
        versions.push(Number(object.metadata.resourceVersion));
        if (object.metadata.resourceVersion === last) return { versions, isCut: false };
      }
    }
  } catch {
    return { versions, isCut: true };
  }
  return { versions, isCut: true };
}

/** Writes what one watcher does not read. @returns the version of the last write */
async function writeMuch(trial: Trial): Promise<string> {
  let version = '';
  for (let index = 0; index < WRITES; index += 1) {
    const { json } = await trial.expect(
      {
        method: 'PATCH',
        path: `${trial.widgets}/big`,
        type: 'application/merge-patch+json',
        body: { spec: { note: `${index}${NOTE}` } },
      },
      { status: 200 },
    );
    version = (json as { metadata: { resourceVersion: string } }).metadata.resourceVersion;
  }
  return version;
}

/** G: watchers that are many, or slow. */
export const SLOW_WATCHER_CHECKS: readonly Check[] = [
  {
    id: 73,
    priority: 2,
    title: 'five hundred watchers and one that reads nothing hold no writer up, and leave nothing behind',
    disturbs: true,
    run: async (trial) => {
      const before = await openWatches(trial);
      await created(trial, 'big');
      const path = `${trial.widgets}?watch=1&fieldSelector=metadata.name%3D`;
      const lazy = await trial.open({ path: `${path}big` });
      const watches = await Promise.all(
        Array.from({ length: WATCHES }, () => trial.watch({ path: `${path}small` })),
      );
      try {
        const last = await writeMuch(trial);
        await created(trial, 'small');
        const events = await Promise.all(watches.map(({ next }) => next()));
        const missed = events.filter((event) => event?.type !== 'ADDED');
        trial.same(missed.length, 0, 'how many watchers missed an event');
        const { versions } = await rest(lazy, last);
        const inOrder = versions.every(
          (version, index) => index === 0 || version > (versions[index - 1] ?? 0),
        );
        trial.holds(inOrder, `the events of the slow watcher are out of order: ${versions.join(', ')}`);
      } finally {
        for (const { close } of watches) close();
        lazy.destroy();
      }
      if (before === undefined) return;
      const back = await until(async () => ((await openWatches(trial)) === before ? true : undefined));
      trial.same(back, true, `whether the server is back to ${before} watches`);
    },
  },
];
