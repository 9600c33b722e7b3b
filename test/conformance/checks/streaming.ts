import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../check.ts';
import { readAnswer } from '../exchange.ts';
import { failure } from '../failure.ts';
import { FIXTURE } from '../fixture.ts';
import type { Expected, Trial } from '../trial.ts';
import type { WebSocketClient } from '../web-socket.ts';
import { created } from './stored.ts';

/** kube-apiserver ends requests that it does not take for long-running after a minute. */
const CUT_AFTER = 60_000;

/** Waits until what kube-apiserver would cut is cut; a server that is asked itself is not waited for. */
async function outlastTheCut({ mode, has }: Trial): Promise<void> {
  if (mode === 'aggregated' && has('patience')) await sleep(CUT_AFTER + 2_000);
}

/** Asks for a WebSocket. @throws Mismatch with what came instead */
async function connected(trial: Trial, path: string, protocol?: string): Promise<WebSocketClient> {
  const headers = protocol === undefined ? {} : { 'Sec-WebSocket-Protocol': protocol };
  const opened = await trial.openWebSocket({ path, headers });
  if (opened.client === undefined) {
    const { status, text } = await readAnswer(opened.reply);
    trial.holds(false, `${path}: ${status}, not a WebSocket: ${text}`);
    throw new Error(text);
  }
  trial.same(opened.client.headers['sec-websocket-protocol'], protocol, 'the subprotocol');
  return opened.client;
}

/** Asks for a WebSocket that is not to be had. */
async function refused(
  trial: Trial,
  ask: Parameters<Trial['openWebSocket']>[0],
  expected: Expected,
): Promise<void> {
  const opened = await trial.openWebSocket(ask);
  if (opened.client !== undefined) opened.client.destroy();
  trial.holds(opened.client === undefined, `${ask.path}: a WebSocket, not ${expected.status}`);
  if (opened.client !== undefined) return;
  const { status, json } = await readAnswer(opened.reply);
  trial.same(status, expected.status, `${ask.path}: the status`);
  trial.same(json, expected.body, `${ask.path}: the body`);
}

const PROTOCOLS = [undefined, 'v5.channel.k8s.io', 'v4.channel.k8s.io'] as const;

/** Says something to a console and waits until it says something back. */
async function converse(trial: Trial, client: WebSocketClient, protocol: string | undefined): Promise<void> {
  client.forget();
  client.send(protocol === undefined ? 'get' : Buffer.from('\0get\n'));
  const frame = await client.next();
  trial.holds((frame?.payload.length ?? 0) > 0, 'the console does not answer');
  if (protocol !== undefined)
    trial.holds([1, 2].includes(frame?.payload[0] ?? 0), 'that is no channel of output');
}

/** I: what streams. */
export const STREAMING_CHECKS: readonly Check[] = [
  {
    id: 19,
    priority: 1,
    title: 'an upgrade on a path that has none is refused, which the aggregator hands on',
    run: async (trial) => {
      await created(trial, 'w1');
      for (const path of [trial.widgets, `${trial.widgets}/w1`]) {
        const headers = { Connection: 'Upgrade' };
        await trial.expect({ path, headers }, failure(400, 'BadRequest'));
        await refused(trial, { path }, failure(400, 'BadRequest'));
      }
    },
  },
  {
    id: 72,
    priority: 2,
    title: 'a watch over a WebSocket is a text for each event, and ends after its timeout',
    run: async (trial) => {
      await created(trial, 'w1');
      const client = await connected(trial, `${trial.widgets}?watch=1&timeoutSeconds=3`);
      await created(trial, 'w2');
      for (const name of ['w1', 'w2']) {
        const frame = await client.next();
        trial.same(frame?.opcode, 1, 'the opcode');
        const event = { type: 'ADDED', object: { kind: FIXTURE.kind, metadata: { name } } };
        trial.same(JSON.parse(frame?.payload.toString('utf8') ?? '{}'), event, 'the event');
      }
      await client.closed();
      client.destroy();
    },
  },
  {
    id: 82,
    priority: 2,
    title: 'a followed log is not cut after a minute',
    needs: ['log'],
    run: async (trial) => {
      await created(trial, 'w1');
      const path = `${trial.widgets}/w1/log`;
      const { headers } = await trial.expect({ path }, { status: 200 });
      trial.same(headers['content-type'], /^text\/plain/, 'Content-Type');
      const reply = await trial.open({ path: `${path}?follow=true&tailLines=0` });
      trial.same(reply.statusCode, 200, 'the status');
      try {
        await outlastTheCut(trial);
        const body = { metadata: { labels: { a: 'b' } } };
        const patch = { method: 'PATCH', type: 'application/merge-patch+json', body };
        await trial.expect({ ...patch, path: `${trial.widgets}/w1` }, { status: 200 });
        const { value } = await reply.setEncoding('utf8')[Symbol.asyncIterator]().next();
        trial.same(value, /\n$/, 'what the log says of a change');
      } finally {
        reply.destroy();
      }
    },
  },
  {
    id: 83,
    priority: 1,
    title: 'a console is a WebSocket with the subprotocol that was agreed on, and is not cut after a minute',
    needs: ['console'],
    run: async (trial) => {
      await created(trial, 'w1');
      const path = `${trial.widgets}/w1/console`;
      await trial.expect({ path }, failure(400, 'BadRequest'));
      const clients = await Promise.all(PROTOCOLS.map((protocol) => connected(trial, path, protocol)));
      const converseAll = () =>
        Promise.all(clients.map((client, index) => converse(trial, client, PROTOCOLS[index])));
      await converseAll();
      await outlastTheCut(trial);
      await converseAll();
      for (const client of clients) client.destroy();
    },
  },
  {
    id: 84,
    priority: 1,
    title: 'a console that is refused says why, as a Status',
    needs: ['console'],
    run: async (trial) => {
      await created(trial, 'w1');
      const consoleOf = (name: string) => `${trial.widgets}/${name}/console`;
      await refused(
        trial,
        { path: consoleOf('none') },
        failure(404, 'NotFound', { details: { name: 'none' } }),
      );
      await refused(trial, { path: consoleOf('w1'), as: 'alice' }, failure(403, 'Forbidden'));
      const headers = { 'Sec-WebSocket-Protocol': 'soap' };
      await refused(trial, { path: consoleOf('w1'), headers }, failure(400, 'BadRequest'));
    },
  },
  {
    id: 85,
    priority: 1,
    title: 'a subresource that the kind does not have is not found',
    run: async (trial) => {
      await created(trial, 'w1');
      for (const method of ['GET', 'PUT', 'POST']) {
        const body = method === 'GET' ? {} : { body: { kind: FIXTURE.kind } };
        await trial.expect({ method, path: `${trial.widgets}/w1/nope`, ...body }, { status: 404 });
      }
      for (const name of ['log', 'console']) {
        const path = `${trial.widgets}/w1/${name}`;
        const { status } = await trial.send({ path });
        const expected = status === 404 ? failure(404, 'NotFound') : failure(405, 'MethodNotAllowed');
        for (const method of ['POST', 'PUT']) await trial.expect({ method, path, body: {} }, expected);
      }
    },
  },
];
