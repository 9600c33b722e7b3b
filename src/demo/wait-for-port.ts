import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FailedError } from '../errors.ts';

const PATIENCE = 15_000;
const PAUSE = 50;

/** @returns a TCP port of the loopback interface that nobody listens on at the moment */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new FailedError('no free port on 127.0.0.1');
  return address.port;
}

type Waiting = { readonly port: number; readonly stillRuns: () => boolean; readonly signal: AbortSignal };

/** Waits until something listens. @returns false when the process ended first or 15 seconds passed */
export async function waitForPort({ port, stillRuns, signal }: Waiting): Promise<boolean> {
  const until = Date.now() + PATIENCE;
  while (stillRuns() && !signal.aborted && Date.now() < until) {
    if (await accepts(port)) return true;
    await sleep(PAUSE);
  }
  return false;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
