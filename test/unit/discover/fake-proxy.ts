import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { onTestFinished } from 'vitest';
import { issueLocalCertificates } from '../../../src/certs/issue-local-certificates.ts';

/** What a proxy does with a request to connect. */
export type ProxyConduct = {
  /** The port of this machine that it connects to, whatever it was asked for. */
  readonly to: number;
  /** HTTP: answered to CONNECT in place of 200; SOCKS: the reply in place of 0. */
  readonly refuses?: number;
  /** SOCKS: the way to sign in that it chooses; 255 is none. */
  readonly method?: number;
  /** SOCKS: what it answers to user and password. */
  readonly verdict?: number;
  /** Says nothing at all. */
  readonly hangs?: boolean;
};

/** A proxy, and what it was asked. */
export type FakeProxy = {
  readonly host: string;
  /** PEM of the CA of its certificate; '' where it has none. */
  readonly ca: string;
  /** What each client wanted: `CONNECT a:443`, `GET http://…`, `3 a:443` with the type of a SOCKS address. */
  readonly asked: string[];
  /** What each client presented, as it was sent. */
  readonly presented: (string | undefined)[];
};

/** Starts an HTTP proxy, over TLS where `scheme` is https. */
export async function httpProxy(scheme: 'http' | 'https', conduct: ProxyConduct): Promise<FakeProxy> {
  const { asked, presented } = { asked: [] as string[], presented: [] as (string | undefined)[] };
  const made = await issueLocalCertificates({ name: 'proxy', namespace: 'default' }, Date.now(), NEVER);
  const { certPem: cert, keyPem: key } = made.server.leaf;
  const forward = (incoming: IncomingMessage, response: ServerResponse) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    presented.push(incoming.headers['proxy-authorization']);
    if (conduct.refuses !== undefined) {
      response.writeHead(conduct.refuses).end();
      return;
    }
    const { method, headers } = incoming;
    const { pathname, search } = new URL(incoming.url ?? '');
    const options = { host: '127.0.0.1', port: conduct.to, method, headers, path: pathname + search };
    request(options, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    }).end();
  };
  const server = scheme === 'http' ? createServer(forward) : createHttpsServer({ cert, key }, forward);
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    presented.push(incoming.headers['proxy-authorization']);
    if (conduct.hangs === true) return;
    if (conduct.refuses === undefined)
      join(socket, conduct.to, 'HTTP/1.1 200 Connection established\r\n\r\n');
    else socket.end(`HTTP/1.1 ${conduct.refuses} No\r\nContent-Length: 0\r\n\r\n`);
  });
  return {
    host: await listening(server),
    ca: scheme === 'https' ? made.server.ca.certPem : '',
    asked,
    presented,
  };
}

const NEVER = new AbortController().signal;

/** Starts a SOCKS proxy (RFC 1928). */
export async function socksProxy(conduct: ProxyConduct): Promise<FakeProxy> {
  const asked: string[] = [];
  const presented: string[] = [];
  const server = createTcpServer(async (socket) => {
    socket.on('error', () => undefined);
    if (conduct.hangs === true) return;
    const next = reader(socket);
    presented.push(...(await signIn(socket, next, conduct)));
    asked.push(await wanted(next));
    const reply = Buffer.from([5, conduct.refuses ?? 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    if (conduct.refuses === undefined) join(socket, conduct.to, reply);
    else socket.end(reply);
  });
  return { host: await listening(server), ca: '', asked, presented };
}

type Next = (count: number) => Promise<Buffer>;

/** @returns user and password, where they were asked for */
async function signIn(socket: Socket, next: Next, { method = 0, verdict = 0 }: ProxyConduct) {
  const [, count = 0] = await next(2);
  const offered = [...(await next(count))];
  socket.write(Buffer.from([5, offered.includes(method) ? method : 255]));
  if (method !== 2) return [];
  const [, nameLength = 0] = await next(2);
  const name = await next(nameLength);
  const [passwordLength = 0] = await next(1);
  const password = await next(passwordLength);
  socket.write(Buffer.from([1, verdict]));
  return [`${name}:${password}`];
}

/** @returns type, address and port */
async function wanted(next: Next): Promise<string> {
  const [, , , type = 0] = await next(4);
  const lengths: Readonly<Record<number, number>> = { 1: 4, 4: 16 };
  const address = await next(lengths[type] ?? (await next(1))[0] ?? 0);
  const host = type === 3 ? address.toString() : address.toString('hex');
  return `${type} ${host}:${(await next(2)).readUInt16BE(0)}`;
}

function join(socket: Socket, port: number, greeting: string | Buffer): void {
  const upstream = connect(port, '127.0.0.1', () => {
    socket.write(greeting);
    socket.pipe(upstream).pipe(socket);
  });
  upstream.on('error', () => socket.destroy());
  socket.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
}

/** @returns reads so many bytes */
function reader(socket: Socket): Next {
  return async (count) => {
    for (;;) {
      const bytes: Buffer | null = count === 0 ? Buffer.alloc(0) : socket.read(count);
      if (bytes !== null) return bytes;
      await once(socket, 'readable');
    }
  };
}

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
