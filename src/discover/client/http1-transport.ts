import { Agent, type IncomingMessage, request } from 'node:http';
import { collectBody } from './collect-body.ts';
import type { HeaderList } from './exchange.ts';
import { headerBytes } from './header-bytes.ts';
import type { Link } from './link.ts';
import { isLost } from './lost.ts';
import { type Transport, UnprocessedError, type WireAnswer, type WireRequest } from './transport.ts';

/** @returns a transport over a connection, which stands already; one request at a time */
export function http1Transport(server: string, link: Link): Transport {
  const { socket, endedBy, proxyHeaders } = link;
  // An agent keeps the connection for the next request; it may not make another one.
  const agent = Object.assign(new Agent({ keepAlive: true, maxSockets: 1 }), {
    createConnection: () => socket,
  });
  const { host, origin } = new URL(server);
  const toProxy = proxyHeaders === undefined ? '' : origin;
  return {
    protocol: 'HTTP/1.1',
    link,
    capacity: 1,
    isOpen: () => endedBy() === undefined && !socket.destroyed && socket.writable,
    send: (wire) => {
      const headers = [['Host', host] as const, ...wire.headers, ...(proxyHeaders ?? [])];
      return send({ ...wire, headers, path: toProxy + wire.path }, agent);
    },
    close: () => {
      agent.destroy();
      socket.destroy();
    },
  };
}

function send({ method, path, headers, body, signal }: WireRequest, agent: Agent): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? [] : ['Content-Length', String(Buffer.byteLength(body))];
    const sent = request({
      agent,
      method,
      path,
      signal,
      headers: [...headers.flatMap(([name, value]) => [name, headerBytes(value)]), ...length],
    });
    sent.once('error', (error) => {
      // A server may end an idle connection just as the next request is sent (net/http transport.go shouldRetryRequest).
      const isIdleEnd = sent.reusedSocket && isLost(error);
      reject(isIdleEnd ? new UnprocessedError('the connection was idle', { cause: error }) : error);
    });
    const head = ({ statusCode = 0, rawHeaders }: IncomingMessage) => ({
      status: statusCode,
      headers: pairs(rawHeaders),
    });
    sent.once('response', (message) => resolve({ ...head(message), body: collectBody(message) }));
    // 101 has no body; what comes next is of a protocol that nobody asked for.
    sent.once('upgrade', (message, socket) => {
      socket.destroy();
      resolve({ ...head(message), body: Promise.resolve(Buffer.alloc(0)) });
    });
    sent.end(body);
  });
}

function pairs(raw: readonly string[]): HeaderList {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));
}
