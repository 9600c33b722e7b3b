import { connect, isIP, type Socket } from 'node:net';
import { codeOf } from './error-code.ts';
import type { DialListener } from './link.ts';
import { settled, watchEnd } from './watch-end.ts';

/** A TCP connection that stands. */
export type Tcp = {
  readonly socket: Socket;
  /** `IP:port` of the other end. */
  readonly address: string;
  /** Milliseconds that looking up its name took, and connecting then. */
  readonly lookup: number;
  readonly dial: number;
  /** When it stood, as `performance.now` counts. */
  readonly connected: number;
};

/** Ports of the schemes of servers and proxies. */
const PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'socks5:': 1080,
  'socks5h:': 1080,
};

/** @returns host, an IPv6 address without brackets, and port of an address, its scheme's own where it names none */
export function hostAndPort(url: URL): { readonly host: string; readonly port: number } {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: url.port === '' ? (PORTS[url.protocol] ?? 443) : Number(url.port) };
}

/**
 * Connects to the host and port of an address.
 *
 * @param signal destroys the connection, also when it stands already
 * @throws what node:net reports, unchanged
 */
export async function connectTcp(url: URL, signal: AbortSignal, listener?: DialListener): Promise<Tcp> {
  signal.throwIfAborted();
  const { host, port } = hostAndPort(url);
  const start = performance.now();
  const socket = connect({ host, port, noDelay: true });
  watchEnd(socket);
  const stop = () => void socket.destroy();
  signal.addEventListener('abort', stop, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', stop));
  const resolved = isIP(host) === 0 ? watchLookup(socket, host, listener) : () => start;
  socket.on('connectionAttemptFailed', (...[ip, , , error]: [string, number, number, Error]) =>
    listener?.onDial(addressOf(ip, port), codeOf(error)),
  );
  await settled(socket, 'connect');
  const connected = performance.now();
  const address = addressOf(socket.remoteAddress ?? host, port);
  listener?.onDial(address);
  return { socket, address, lookup: resolved() - start, dial: connected - resolved(), connected };
}

/** Node tells of each address of a name by itself, all before it dials the first. @returns asks when that was */
function watchLookup(socket: Socket, host: string, listener: DialListener | undefined): () => number {
  const addresses: string[] = [];
  let resolved = performance.now();
  socket.on('lookup', (error: Error | null, address: string | null) => {
    resolved = performance.now();
    if (address !== null && address !== undefined) addresses.push(address);
    if (error !== null && error !== undefined) listener?.onLookup(host, []);
  });
  socket.once('connectionAttempt', () => listener?.onLookup(host, addresses));
  return () => resolved;
}

function addressOf(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
