import type { Socket } from 'node:net';
import { ClusterError } from '../../errors.ts';
import { printable } from '../../render/printable.ts';
import type { ProxyServer } from './choose-proxy.ts';
import type { HeaderList } from './exchange.ts';
import { readUntil } from './read-until.ts';
import { statusText } from './status-text.ts';
import { hostAndPort } from './tcp.ts';

/** The longest head of an answer to CONNECT that is read, in bytes. */
const MAX_HEAD = 65_536;

/** @returns the header that presents the user and password of a proxy's address (RFC 7617), if it has any */
export function proxyAuthorization({ user }: ProxyServer): HeaderList {
  if (user === undefined) return [];
  return [
    ['Proxy-Authorization', `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`],
  ];
}

/**
 * Has an HTTP proxy connect to the server (RFC 9110, section 9.3.6).
 *
 * @param socket a connection to the proxy
 * @throws ClusterError where it does not; what ended the connection
 */
export async function connectTunnel(socket: Socket, proxy: ProxyServer, server: URL): Promise<void> {
  const { host, port } = hostAndPort(server);
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const headers = [['Host', authority], ...proxyAuthorization(proxy)];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`CONNECT ${authority} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const head = await readUntil(socket, (bytes) => {
    const end = bytes.indexOf('\r\n\r\n');
    if (end >= 0) return end + 4;
    return isHttp(bytes) && bytes.length < MAX_HEAD ? undefined : bytes.length;
  });
  const status = /^HTTP\/1\.[01] (\d{3})(?: ([^\r\n]*))?/.exec(head.toString('latin1'));
  if (status === null) {
    throw new ClusterError(`the proxy ${proxy.name} does not speak HTTP`, {
      hint: `check scheme and port in ${proxy.origin}`,
    });
  }
  const code = Number(status[1]);
  if (code >= 200 && code < 300) return;
  throw tunnelRefused({ proxy, authority, code, reason: status[2] ?? '' });
}

function isHttp(bytes: Buffer): boolean {
  const start = 'HTTP/1.';
  return start.startsWith(bytes.toString('latin1', 0, start.length));
}

type Refusal = {
  readonly proxy: ProxyServer;
  readonly authority: string;
  readonly code: number;
  readonly reason: string;
};

function tunnelRefused({ proxy, authority, code, reason }: Refusal): ClusterError {
  if (code === 407) return proxyNotSignedIn(proxy);
  const { name, origin } = proxy;
  const said = `${code} ${printable(reason.trim()) || statusText(code)}`.trimEnd();
  if (code >= 502 && code <= 504) {
    return new ClusterError(`the proxy ${name} cannot reach ${authority}: it answers ${said}`, {
      hint: `check the address of the server, or take it out of the proxy's hands: ${wayRound(origin)}`,
    });
  }
  return new ClusterError(`the proxy ${name} does not connect to ${authority}: it answers ${said}`, {
    hint: `have the proxy allow it, or go round it: ${wayRound(origin)}`,
  });
}

/** @returns what a proxy's 407 means */
export function proxyNotSignedIn(proxy: ProxyServer): ClusterError {
  const { name, origin } = proxy;
  if (proxy.user !== undefined) {
    return new ClusterError(`the proxy ${name} does not accept the user and password in ${origin}`, {
      hint: `correct ${origin}; characters such as @ : / in them are written as %40 %3A %2F`,
    });
  }
  return new ClusterError(`the proxy ${name} asks for a user and password`, {
    hint: `write them into ${origin}, as ${proxy.url.protocol}//USER:PASSWORD@${proxy.url.host}`,
  });
}

/** @returns how not to use a proxy */
export function wayRound(origin: string): string {
  return origin.startsWith('proxy-url') ? `remove ${origin}` : 'name the server in NO_PROXY';
}
