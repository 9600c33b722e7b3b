import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Proxies by CONNECT and by SOCKS5 that remember whom they let through, by the port that they dial from. */
export type RecordingProxy = {
  /** `host:port` of each. */
  readonly http: string;
  readonly socks5: string;
  /** @returns `http Basic …`, `http` or `socks5` for a connection that came through; undefined for another */
  readonly via: (port: number | undefined) => string | undefined;
  readonly close: () => void;
};

/** Starts both on free ports of 127.0.0.1. */
export async function recordingProxy(): Promise<RecordingProxy> {
  const through = new Map<number, string>();
  const sockets = new Set<Duplex>();
  const pass = async (client: Duplex, to: readonly [host: string, port: number], via: string) => {
    const upstream = connect(to[1], to[0]);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    await once(upstream, 'connect');
    through.set(upstream.localPort ?? 0, via);
    return upstream;
  };
  const http = createHttpServer();
  http.on('connect', async (request, client, head) => {
    const [host = '', port] = (request.url ?? '').split(':');
    const via = ['http', request.headers['proxy-authorization']]
      .filter((part) => part !== undefined)
      .join(' ');
    const upstream = await pass(client, [host, Number(port)], via);
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    upstream.write(head);
    client.pipe(upstream).pipe(client);
  });
  const socks5 = createServer(async (client) => {
    const greeting = await chunk(client);
    const hasPassword = greeting.includes(2, 2);
    client.write(Buffer.from([5, hasPassword ? 2 : 0]));
    const password = hasPassword ? await chunk(client) : undefined;
    if (password !== undefined) client.write(Buffer.from([1, 0]));
    const wanted = await chunk(client);
    const [host, port] = addressOf(wanted);
    const upstream = await pass(
      client,
      [host, port],
      password === undefined ? 'socks5' : `socks5 ${nameOf(password)}`,
    );
    client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
    client.pipe(upstream).pipe(client);
  });
  const [httpPort, socksPort] = await Promise.all([http, socks5].map(listen));
  return {
    http: `127.0.0.1:${httpPort}`,
    socks5: `127.0.0.1:${socksPort}`,
    via: (port) => through.get(port ?? 0),
    close: () => {
      for (const socket of sockets) socket.destroy();
      http.close();
      socks5.close();
    },
  };
}

async function chunk(socket: Socket): Promise<Buffer> {
  const [data] = await once(socket, 'data');
  return data;
}

/** Address and port of a SOCKS request (RFC 1928, section 4): IPv4 or a name. */
function addressOf(request: Buffer): readonly [host: string, port: number] {
  const port = request.readUInt16BE(request.length - 2);
  if (request[3] === 1) return [[...request.subarray(4, 8)].join('.'), port];
  return [request.subarray(5, request.length - 2).toString(), port];
}

/** User name and password (RFC 1929, section 2). */
function nameOf(request: Buffer): string {
  const length = request[1] ?? 0;
  return `${request.subarray(2, 2 + length)}:${request.subarray(3 + length)}`;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
