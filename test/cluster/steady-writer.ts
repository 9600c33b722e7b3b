import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Ask, type Endpoint, open, readAnswer } from '../conformance/exchange.ts';

/** Who writes, reads, lists and watches a collection at a steady rate, whatever comes of it. */
export type SteadyWriter = {
  /** Every request that was not answered well, and every event that told of an error. */
  readonly failures: readonly string[];
  /** Names of objects whose creation was acknowledged. */
  readonly created: readonly string[];
  /** How often the counter was acknowledged to have been counted up. */
  readonly counted: () => number;
  /** What the watch saw being created, in its order. */
  readonly seen: readonly string[];
  /** How often the watch was ended and went on. */
  readonly rewatched: () => number;
  readonly stop: () => Promise<void>;
};

/** What it writes, and where. */
export type SteadyWriterOptions = {
  readonly endpoint: Endpoint;
  /** The path of the collection. */
  readonly path: string;
  readonly objectOf: (name: string) => object;
};

const INTERVAL = 50;

/** Begins with a counter in the collection, and asks 20 times a second. */
export async function startSteadyWriter(options: SteadyWriterOptions): Promise<SteadyWriter> {
  const { endpoint, path, objectOf } = options;
  const failures: string[] = [];
  const created: string[] = [];
  let counted = 0;
  let asked = 0;
  const send = async (ask: Ask, wanted: number): Promise<Answer> => {
    const answer = await readAnswer(await open(endpoint, ask));
    if (answer.status !== wanted) throw new Error(`${answer.status} ${answer.text}`);
    return answer;
  };
  const count = { path: `${path}/counter`, method: 'PATCH', type: 'application/merge-patch+json' };
  const requests: readonly (() => Promise<unknown>)[] = [
    async () => {
      const name = `o${asked}`;
      await send({ path, body: objectOf(name) }, 201);
      created.push(name);
    },
    () => send({ path: `${path}/counter` }, 200),
    async () => {
      await send({ ...count, body: { metadata: { annotations: { [`n${asked}`]: 'x' } } } }, 200);
      counted += 1;
    },
    () => send({ path: `${path}?limit=10` }, 200),
  ];

  const first = await send({ path, body: objectOf('counter') }, 201);
  const watched = startWatch(options, Object(first.json).metadata.resourceVersion, failures);
  const underWay = new Set<Promise<void>>();
  const timer = setInterval(() => {
    asked += 1;
    const number = asked;
    const request = requests[number % requests.length];
    if (request === undefined) return;
    const asking = request()
      .then(
        () => {},
        (cause: unknown) => void failures.push(`${new Date().toISOString()} ${number}: ${cause}`),
      )
      .finally(() => underWay.delete(asking));
    underWay.add(asking);
  }, INTERVAL);
  return {
    failures,
    created,
    counted: () => counted,
    seen: watched.seen,
    rewatched: watched.rewatched,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      await sleep(500);
      watched.stop();
    },
  };
}

/** Watches from a version on, and goes on from the last event wherever the watch ends. */
function startWatch({ endpoint, path }: SteadyWriterOptions, start: string, failures: string[]) {
  const seen: string[] = [];
  let version = start;
  let rewatched = 0;
  let current: IncomingMessage | undefined;
  let isStopped = false;
  const take = (line: string): void => {
    const { type, object } = JSON.parse(line);
    if (type === 'ERROR') return void failures.push(`watch: ${line}`);
    version = object.metadata.resourceVersion;
    if (type === 'ADDED') seen.push(object.metadata.name);
  };
  const watch = async (): Promise<void> => {
    current = await open(endpoint, { path: `${path}?watch=1&resourceVersion=${version}` });
    if (current.statusCode !== 200) failures.push(`watch: ${current.statusCode}`);
    for await (const line of createInterface({ input: current })) take(line);
  };
  const follow = async (): Promise<void> => {
    while (!isStopped) {
      await watch().catch(() => {});
      rewatched += 1;
      await sleep(100);
    }
  };
  void follow();
  return {
    seen,
    rewatched: () => rewatched,
    stop: () => {
      isStopped = true;
      current?.destroy();
    },
  };
}
