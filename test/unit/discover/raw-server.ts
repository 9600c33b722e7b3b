import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import { issueLocalCertificates } from '../../../src/certs/issue-local-certificates.ts';
import type { FakeServer } from './fake-api-server.ts';

/** A server that does to each connection what it is told, and how many there were. */
export type RawServer = Pick<FakeServer, 'url' | 'ca'> & {
  readonly port: number;
  readonly connections: readonly Socket[];
};

/** Starts a server of plain TCP; its address is said to be http, or what `scheme` says. */
export async function rawServer(serve: (socket: Socket) => void, scheme = 'http'): Promise<RawServer> {
  const connections: Socket[] = [];
  const server = createServer((socket) => serve(remembered(socket, connections)));
  const port = await listening(server, connections);
  return { url: `${scheme}://127.0.0.1:${port}`, ca: '', port, connections };
}

/** Starts a server of TLS without a word of HTTP. */
export async function rawTlsServer(
  serve: (socket: Socket) => void,
  alpn: readonly string[] = ['http/1.1'],
): Promise<RawServer> {
  const service = { name: 'fake', namespace: 'default' };
  const made = await issueLocalCertificates(service, Date.now(), new AbortController().signal);
  const { certPem: cert, keyPem: key } = made.server.leaf;
  const connections: Socket[] = [];
  const server = createTlsServer({ cert, key, ALPNProtocols: [...alpn] }, (socket) =>
    serve(remembered(socket, connections)),
  );
  const port = await listening(server, connections);
  return { url: `https://127.0.0.1:${port}`, ca: made.server.ca.certPem, port, connections };
}

function remembered(socket: Socket, connections: Socket[]): Socket {
  connections.push(socket);
  return socket.on('error', () => undefined);
}

async function listening(server: Server, connections: readonly Socket[]): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of connections) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}
