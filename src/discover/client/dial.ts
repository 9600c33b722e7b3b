import { connect, isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Target } from '../kubeconfig/target.ts';
import type { Proxy } from './choose-proxy.ts';
import type { Link, Stage } from './link.ts';
import { proxyPeer } from './peer.ts';
import { peerError } from './peer-error.ts';
import { connectTls, serverTls } from './tls.ts';
import { settled, watchEnd } from './watch-end.ts';

/** How to connect. */
export type DialOptions = {
  readonly target: Target;
  readonly proxy: Proxy | undefined;
  /** Protocols to offer, best first. */
  readonly alpn: readonly string[];
  /** What the link is called in records. */
  readonly id: number;
  /** Called when the TCP connection stands, before anything is sent; `address` is `IP:port`. */
  readonly onConnect?: (address: string) => void;
  /** Called with what is waited for next. */
  readonly onStage?: (stage: Stage) => void;
  /** Destroys the connection, also when it stands already. */
  readonly signal: AbortSignal;
};

/**
 * Connects to the target's server, through the proxy where there is one, with TLS where the server's address says so.
 * The connection may end at any time; nobody has to listen for that.
 *
 * @throws what node:net or node:tls report of the server, unchanged, CertificateError where its certificate is not
 *   accepted; ClusterError where the proxy is to blame; an Error where the signal ended it
 */
export async function dial(options: DialOptions): Promise<Link> {
  const { target, proxy, id, alpn, onStage, signal } = options;
  signal.throwIfAborted();
  const server = new URL(target.server);
  const start = performance.now();
  const { tcp, lookup } = await reach(options, proxy?.url ?? server);
  const connected = performance.now();
  const socket = proxy === undefined ? tcp : await pass(options, proxy, tcp);
  const { remoteAddress, remotePort } = tcp;
  const dialled = { lookup, dial: connected - start - lookup };
  const connection = { id, address: `${remoteAddress}:${remotePort}` };
  if (server.protocol === 'http:') {
    const proxyHeaders = proxy?.url.protocol.startsWith('http') ? authorization(proxy) : undefined;
    const times = { ...dialled, handshake: performance.now() - connected };
    return { socket, endedBy: watchEnd(socket), alpn: 'http/1.1', times, connection, proxyHeaders };
  }
  onStage?.('tls');
  const tls = await connectTls(socket, serverTls(target, alpn), () => dial({ ...again(options), alpn }));
  return {
    socket: tls,
    endedBy: watchEnd(tls),
    alpn: tls.alpnProtocol || 'http/1.1',
    times: { ...dialled, handshake: performance.now() - connected },
    connection: { ...connection, tls: { version: tls.getProtocol() ?? '', cipher: tls.getCipher().name } },
    proxyHeaders: undefined,
  };
}
