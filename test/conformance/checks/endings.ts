import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../check.ts';
import type { Instance } from '../means.ts';
import type { Trial } from '../trial.ts';
import { beginRequest } from './begun-request.ts';
import { storedOf } from './stored.ts';
import { until } from './until.ts';

const WATCHES = 50;

/** Reads an answer to its end. @returns whether it ended as it should, rather than with its connection */
function endOf(message: IncomingMessage): Promise<boolean> {
  return new Promise((resolve) => {
    message.on('error', () => resolve(false));
    message.on('close', () => resolve(message.complete));
    message.resume();
  });
}

async function endInOrder(trial: Trial): Promise<void> {
  const instance = await trial.means('launch')({ flags: { 'shutdown-delay-duration': '2s' } });
  instance.cluster.makeNamespace(trial.namespace);
  const server = trial.at(instance.endpoint);
  const path = `${trial.widgets}?watch=1`;
  const watches = await Promise.all(Array.from({ length: WATCHES }, () => server.open({ path })));
  const ends = watches.map(endOf);
  // Not every server has watches over a WebSocket.
  const { client } = await server.openWebSocket({ path });
  const slow = beginRequest(instance.endpoint, { method: 'POST', path: trial.widgets });
  const body = JSON.stringify(trial.widget('slow'));
  slow.write(body.slice(0, 20));
  await server.expect({ path: '/readyz' }, { status: 200 });
  instance.signal('SIGTERM');
  // At once is as soon as the signal has arrived.
  const unready = { status: 500, text: /^\[-\]shutdown failed: reason withheld$/m };
  await server.eventually({ path: '/readyz' }, unready);
  await server.expect({ path: trial.widgets }, { status: 200 });
  await server.expect({ path: trial.widgets, body: trial.widget('late') }, { status: 201 });
  await sleep(3_000);
  slow.end(body.slice(20));
  trial.same((await slow.answer).status, 201, 'the status of a write that was under way');
  const inOrder = await Promise.all(ends);
  trial.same(inOrder.filter((each) => !each).length, 0, 'how many watches were cut off');
  if (client !== undefined) trial.same(await client.closed(), 1001, 'the close code of a WebSocket');
  trial.same(await instance.ended, 0, 'the exit code');
}

/** What a server said that it stored, by name. */
type Written = Map<string, number>;

/** Creates objects until the server is gone; notes those that were acknowledged. */
async function writeUntilGone(server: Trial, writer: number, written: Written): Promise<void> {
  for (let index = 0; ; index += 1) {
    const name = `w${writer}-${index}`;
    try {
      const { status, json } = await server.send({ path: server.widgets, body: server.widget(name) });
      if (status !== 201) return;
      written.set(name, Number(storedOf(json).metadata.resourceVersion));
    } catch {
      return;
    }
  }
}

async function surviveKill(trial: Trial): Promise<void> {
  const launch = trial.means('launch');
  const first: Instance = await launch();
  first.cluster.makeNamespace(trial.namespace);
  const written: Written = new Map();
  const writers = [0, 1, 2, 3].map((writer) => writeUntilGone(trial.at(first.endpoint), writer, written));
  await until(() => (written.size >= 100 ? true : undefined));
  first.signal('SIGKILL');
  await Promise.all([first.ended, ...writers]);

  const server = trial.at((await launch({ like: first })).endpoint);
  const { json } = await server.expect({ path: trial.widgets }, { status: 200 });
  const list = json as { metadata: { resourceVersion: string }; items: { metadata: { name: string } }[] };
  const there = new Set(list.items.map(({ metadata }) => metadata.name));
  const lost = [...written.keys()].filter((name) => !there.has(name));
  trial.same(lost.length, 0, 'how many acknowledged writes are lost');
  const newest = Math.max(...written.values());
  trial.holds(Number(list.metadata.resourceVersion) >= newest, 'the version went back');
  const watch = await server.watch({ path: `${trial.widgets}?watch=1&resourceVersion=${newest}` });
  try {
    await server.expect({ path: trial.widgets, body: trial.widget('after') }, { status: 201 });
    // Written, but not acknowledged, is there or not.
    const event = await until(async () => {
      const next = await watch.next();
      const { metadata } = storedOf(next?.object ?? { metadata: { name: 'after' } });
      return next?.type === 'ERROR' || metadata?.name === 'after' ? next : undefined;
    });
    const isGone = event?.type === 'ERROR' && (event.object as { code?: number }).code === 410;
    trial.holds(isGone || event?.type === 'ADDED', `a watch from before gives ${JSON.stringify(event)}`);
  } finally {
    watch.close();
  }
}

/** N: how a server ends, in order and without. */
export const ENDING_CHECKS: readonly Check[] = [
  {
    id: 102,
    priority: 2,
    title: 'SIGTERM: not ready at once, serving on for the delay, then all that is under way ends in order',
    modes: ['direct'],
    needs: ['launch'],
    run: endInOrder,
  },
  {
    id: 104,
    priority: 1,
    title: 'SIGKILL while writing: what was acknowledged is there after a restart, and versions go on',
    modes: ['direct'],
    needs: ['launch'],
    run: surviveKill,
  },
];
