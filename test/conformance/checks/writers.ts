import type { Check } from '../check.ts';
import type { Trial } from '../trial.ts';
import { storedOf } from './stored.ts';
import { until } from './until.ts';

const WRITERS = 10;
/** Fewer than there are writers, so that they get into each other's way. */
const COUNTERS = ['counter-0', 'counter-1', 'counter-2'] as const;
/** How often each counts up at least, after the server was killed. */
const ROUNDS = 20;
/** How many are acknowledged when it is killed. */
const AT_THE_KILL = 100;

/** What has become of the increments. */
type Tally = { acknowledged: number; unknown: number };

/** The field that counts has no maximum. */
const counterOf = (json: unknown): number => Number(storedOf(json).spec['replicas']);

/** Reads, counts up and writes, again while another was faster. @throws what goes wrong with the connection */
async function countUp({ send, holds }: Trial, path: string, tally: Tally): Promise<void> {
  for (;;) {
    const { status: found, json, text: told } = await send({ path });
    holds(found === 200, `GET ${path} gives ${found} ${told}`);
    const object = storedOf(json);
    const body = { ...object, spec: { ...object.spec, replicas: counterOf(json) + 1 } };
    tally.unknown += 1;
    const { status, text } = await send({ method: 'PUT', path, body });
    tally.unknown -= 1;
    holds(status === 200 || status === 409, `PUT ${path} gives ${status} ${text}`);
    if (status === 200) {
      tally.acknowledged += 1;
      return;
    }
  }
}

/** Ten writers count up, each on a counter. @returns once all have come to their end */
async function writersOf(server: Trial, tally: Tally, rounds: number): Promise<void> {
  const write = async (writer: number) => {
    const path = `${server.widgets}/${COUNTERS[writer % COUNTERS.length]}`;
    for (let round = 0; round < rounds; round += 1) await countUp(server, path, tally);
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
}

async function countThroughKill(trial: Trial): Promise<void> {
  const launch = trial.means('launch');
  const first = await launch();
  first.cluster.makeNamespace(trial.namespace);
  const before = trial.at(first.endpoint);
  for (const name of COUNTERS) {
    const body = before.widget(name, { spec: { replicas: 0 } });
    await before.expect({ path: before.widgets, body }, { status: 201 });
  }
  const tally: Tally = { acknowledged: 0, unknown: 0 };
  const unfinished = Array.from({ length: WRITERS }, async (_, writer) => {
    const path = `${before.widgets}/${COUNTERS[writer % COUNTERS.length]}`;
    for (;;) await countUp(before, path, tally);
  });
  const ended = Promise.allSettled(unfinished);
  await until(() => (tally.acknowledged >= AT_THE_KILL ? true : undefined));
  first.signal('SIGKILL');
  await Promise.all([first.ended, ended]);

  const after = trial.at((await launch({ like: first })).endpoint);
  await writersOf(after, tally, ROUNDS);
  const { json } = await after.expect({ path: after.widgets }, { status: 200 });
  const { items } = json as { readonly items: readonly unknown[] };
  const sum = items.reduce<number>((total, item) => total + counterOf(item), 0);
  const { acknowledged, unknown } = tally;
  trial.holds(
    sum >= acknowledged && sum <= acknowledged + unknown,
    `${acknowledged} increments were acknowledged and ${unknown} not answered, and the counters come to ${sum}`,
  );
}

/** P: what a storage keeps of many writers. */
export const WRITER_CHECKS: readonly Check[] = [
  {
    id: 111,
    priority: 2,
    title: 'ten writers count up, through a SIGKILL, and no increment is lost or counted twice',
    modes: ['direct'],
    needs: ['launch'],
    run: countThroughKill,
  },
];
