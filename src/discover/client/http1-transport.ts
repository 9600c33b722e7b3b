import { Agent, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { HeaderList } from './exchange.ts';
import { headerBytes } from './header-bytes.ts';
import type { Transport, WireAnswer, WireRequest } from './transport.ts';

/** How many connections a walk may open at once: enough to hide latency, too few to trip a load balancer. */
const MAX_SOCKETS = 24;

type Pool = {
  /** `host:port`, for the Host header. */
  readonly authority: string;
  /** The connection that showed that the server speaks HTTP/1.1. */
  readonly first: Socket;
  readonly open: () => Promise<Socket>;
};

/** @returns a transport that keeps HTTP/1.1 connections alive and begins with one that is already open */
export function http1Transport({ authority, first, open }: Pool): Transport {
  let unused: Socket | undefined = first;
  const agent = Object.assign(new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS }), {
    createConnection(_options: unknown, done: (error: Error | null, socket?: Duplex) => void) {
      const ready = unused;
      unused = undefined;
      if (ready !== undefined) return ready;
      open().then((socket) => done(null, socket), done);
      return undefined;
    },
  });
  return {
    protocol: 'HTTP/1.1',
    send: (request) => send({ ...request, headers: [['Host', authority], ...request.headers] }, agent),
    close: () => {
      agent.destroy();
      unused?.destroy();
    },
  };
}

function send({ method, path, headers, body, signal }: WireRequest, agent: Agent): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? [] : ['Content-Length', String(Buffer.byteLength(body))];
    const lines = headers.flatMap(([name, value]) => [name, headerBytes(value)]);
    const sent = request({ agent, method, path, signal, headers: [...lines, ...length] });
    sent.once('error', reject);
    sent.once('response', (message: IncomingMessage) => {
      resolve({ status: message.statusCode ?? 0, headers: pairs(message.rawHeaders), body: buffer(message) });
    });
    sent.end(body);
  });
}

function pairs(raw: readonly string[]): HeaderList {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));
}
