import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import type { Target } from '../kubeconfig/target.ts';
import { watchEnd } from './watch-end.ts';

/** A connection that was just made, and what its parts took in milliseconds. */
export type Dialled = {
  readonly socket: Socket;
  /** Asks what ended it; undefined while it stands. */
  readonly endedBy: () => Error | undefined;
  /** `h2` or `http/1.1`; plain http is always the latter. */
  readonly alpn: string;
  readonly lookup: number;
  readonly dial: number;
  readonly handshake: number;
};

/** Called when the TCP connection stands, before TLS; `address` is `IP:port`. */
export type OnConnect = (address: string) => void;

/** How to connect. */
export type DialOptions = {
  /** Protocols to offer, best first. */
  readonly alpn: readonly string[];
  readonly onConnect?: OnConnect;
  /** Destroys the connection, also when it stands already. */
  readonly signal: AbortSignal;
};

/**
 * Connects to the target's server, with TLS where its address says so. The connection may end at any time; nobody has
 * to listen for that.
 *
 * @throws what node:net or node:tls report, unchanged; an Error where the signal ended it
 */
export async function dial(target: Target, { alpn, onConnect, signal }: DialOptions): Promise<Dialled> {
  signal.throwIfAborted();
  const url = new URL(target.server);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const start = performance.now();
  let resolved = start;
  const tcp = connectTcp({ host, port: portOf(url), noDelay: true });
  const tcpEnded = watchEnd(tcp);
  signal.addEventListener('abort', () => tcp.destroy(), { once: true });
  tcp.once('lookup', () => {
    resolved = performance.now();
  });
  await settled(tcp, 'connect');
  const connected = performance.now();
  onConnect?.(`${tcp.remoteAddress}:${tcp.remotePort}`);
  const times = { lookup: isIP(host) === 0 ? resolved - start : 0, dial: connected - resolved };
  const plain = { socket: tcp, endedBy: tcpEnded, alpn: 'http/1.1', ...times, handshake: 0 };
  if (url.protocol === 'http:') return plain;
  const tls = connectTls({ ...tlsOptions(target, host), socket: tcp, ALPNProtocols: [...alpn] });
  const endedBy = watchEnd(tls);
  await settled(tls, 'secureConnect');
  return {
    socket: tls,
    endedBy,
    alpn: tls.alpnProtocol || 'http/1.1',
    ...times,
    handshake: performance.now() - connected,
  };
}

/** @returns the port of an address, its scheme's own where it names none */
function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** SNI carries names only (RFC 6066, section 3); an IP address is still checked against the certificate. */
function tlsOptions({ tls }: Target, host: string): ConnectionOptions {
  const name = tls.serverName ?? host;
  return {
    host: name,
    ...(isIP(name) === 0 ? { servername: name } : {}),
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
    rejectUnauthorized: !tls.insecure,
    minVersion: 'TLSv1.2',
  };
}

function settled(socket: Socket | TLSSocket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    const closed = () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    socket.once(event, () => {
      socket.removeListener('error', reject);
      socket.removeListener('close', closed);
      resolve();
    });
    socket.once('error', reject);
    socket.once('close', closed);
  });
}
