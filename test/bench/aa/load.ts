// Makes one load, in a process of its own, and prints what came of it as JSON: node load.ts '<Load as JSON>'
import process from 'node:process';
import { type Connection, openConnection, requestText } from './connection.ts';
import type { Load, Measured } from './subject.ts';

const load: Load = JSON.parse(process.argv[2] ?? '');
const { apiVersion, kind, collection, connections, objects } = load;
const run = Date.now().toString(36);

const body = (name: string, size: number, resourceVersion?: string): string =>
  JSON.stringify({
    apiVersion,
    kind,
    metadata: { name, resourceVersion, labels: { app: 'bench' } },
    spec: { size, reference: 'none' },
  });

type Ask = (connection: Connection, turn: number) => ReturnType<Connection['send']>;

const OPERATIONS: Readonly<Record<Exclude<Load['operation'], 'watch'>, Ask>> = {
  seed: async ({ send }, turn) => {
    const make = () => send('POST', collection, body(`w${turn}`, 1));
    let reply = await make();
    // The kube-apiserver of a server that has just begun may have no namespace yet, nor know whom it lets in.
    for (let more = 1_000; reply.status >= 300 && more > 0; more -= 1) reply = await make();
    return reply;
  },
  get: ({ send }, turn) => send('GET', `${collection}/w${turn % objects}`),
  list: ({ send }) => send('GET', collection),
  create: ({ send }, turn) => send('POST', collection, body(`c${run}-${turn}`, 1)),
  update: async ({ send }, turn) => {
    const name = `w${turn % objects}`;
    const reply = await send('PUT', `${collection}/${name}`, body(name, turn, versions.get(name)));
    versions.set(name, versionOf(reply.text));
    return reply;
  },
};
const versions = new Map<string, string>();
const EVENT = Buffer.from('"type":"ADDED"');

const measured = load.operation === 'watch' ? await watch() : await requests(load.operation);
process.stdout.write(`${JSON.stringify(measured)}\n`);

async function requests(operation: keyof typeof OPERATIONS): Promise<Measured> {
  const open = await Promise.all(
    Array.from({ length: connections }, () => openConnection(load, operation === 'update')),
  );
  if (operation === 'update') await readVersions();
  const times: number[] = [];
  let failed = 0;
  let turn = 0;
  const start = performance.now();
  const goesOn = () =>
    operation === 'seed' ? turn < objects : performance.now() - start < load.milliseconds;
  const keepAsking = async (connection: Connection) => {
    while (goesOn()) {
      const sent = performance.now();
      const { status } = await OPERATIONS[operation](connection, turn++);
      times.push(performance.now() - sent);
      if (status >= 300) failed += 1;
    }
    connection.socket.destroy();
  };
  await Promise.all(open.map(keepAsking));
  return summary(times.length, start, { times, failed });
}

async function readVersions(): Promise<void> {
  const { send, socket } = await openConnection(load, true);
  for (let index = 0; index < objects; index += 1) {
    const { text } = await send('GET', `${collection}/w${index}`);
    versions.set(`w${index}`, versionOf(text));
  }
  socket.destroy();
}

function versionOf(text: string): string {
  return /"resourceVersion": ?"(\d+)"/.exec(text)?.[1] ?? '';
}

/** Every connection watches from now on, one more makes objects; counts the events until all have come to all. */
async function watch(): Promise<Measured> {
  const writer = await openConnection(load, true);
  const { text } = await writer.send('GET', `${collection}?limit=1`);
  const versions = [...text.matchAll(/"resourceVersion": ?"(\d+)"/g)].map(([, version]) => Number(version));
  const from = `${collection}?watch=true&resourceVersion=${Math.max(...versions)}`;
  const watchers = await Promise.all(Array.from({ length: connections }, () => openConnection(load, false)));
  const headsCame = watchers.map(
    ({ socket }) => new Promise((resolve) => socket.removeAllListeners('data').once('data', resolve)),
  );
  for (const { socket } of watchers) socket.write(requestText('GET', from));
  await Promise.all(headsCame);
  const start = performance.now();
  const finished = watchers.map(({ socket }) => countEvents(socket));
  for (let index = 0; index < objects; index += 1) await OPERATIONS.create(writer, index);
  await Promise.all(finished);
  const result = summary(connections * objects, start, { times: [], failed: 0 });
  for (const { socket } of [...watchers, writer]) socket.destroy();
  return result;
}

function countEvents(socket: Connection['socket']): Promise<void> {
  let count = 0;
  let rest = Buffer.alloc(0);
  return new Promise((resolve) => {
    socket.on('data', (chunk) => {
      const bytes = Buffer.concat([rest, chunk]);
      for (let at = bytes.indexOf(EVENT); at >= 0; at = bytes.indexOf(EVENT, at + 1)) count += 1;
      rest = bytes.subarray(Math.max(0, bytes.length - EVENT.length + 1));
      if (count >= objects) resolve();
    });
  });
}

function summary(
  count: number,
  start: number,
  { times, failed }: { readonly times: number[]; readonly failed: number },
): Measured {
  const perSecond = (count * 1000) / (performance.now() - start);
  const sorted = times.sort((a, b) => a - b);
  return { perSecond, p99Milliseconds: sorted[Math.floor(sorted.length * 0.99)] ?? 0, failed };
}
