import { ClusterError } from '../../errors.ts';
import { certificateError, isCertificateCode } from './certificate-error.ts';
import type { ProxyServer } from './choose-proxy.ts';
import { connectTunnel, proxyAuthorization } from './connect-tunnel.ts';
import { proxyPeer } from './peer.ts';
import { peerError } from './peer-error.ts';
import type { Reached, ReachOptions } from './reach.ts';
import { socks5 } from './socks5.ts';
import { connectTcp, type Tcp } from './tcp.ts';
import { proxyTls, startTls } from './tls.ts';

/**
 * Connects to a proxy and has it connect to the server: by CONNECT, or the handshake of SOCKS. An HTTP proxy before a
 * server of plain HTTP is only connected to, since it reads the requests itself (net/http transport.go dialConn).
 *
 * @throws ClusterError naming the proxy
 */
export async function reachThrough(proxy: ProxyServer, options: ReachOptions): Promise<Reached> {
  try {
    return await reachBlaming(proxy, options);
  } catch (error) {
    if (error instanceof ClusterError || options.signal.aborted) throw error;
    throw peerError(error, proxyPeer(proxy, options.target));
  }
}

async function reachBlaming(proxy: ProxyServer, options: ReachOptions): Promise<Reached> {
  const { target, listener, signal } = options;
  const tcp = await connectTcp(proxy.url, signal, listener);
  const server = new URL(target.server);
  if (proxy.url.protocol.startsWith('socks5')) {
    await socks5(tcp.socket, proxy, server);
    return { ...tcp, proxyHeaders: undefined };
  }
  const isSecure = proxy.url.protocol === 'https:';
  const socket = isSecure ? await secured({ tcp, proxy, target, signal }) : tcp.socket;
  if (server.protocol === 'http:') return { ...tcp, socket, proxyHeaders: proxyAuthorization(proxy) };
  await connectTunnel(socket, proxy, server);
  return { ...tcp, socket, proxyHeaders: undefined };
}

type Securing = Pick<ReachOptions, 'target' | 'signal'> & { readonly tcp: Tcp; readonly proxy: ProxyServer };

async function secured({ tcp, proxy, target, signal }: Securing) {
  const options = proxyTls(target, proxy);
  try {
    return await startTls(tcp.socket, options);
  } catch (error) {
    if (!isCertificateCode(error)) throw error;
    throw await certificateError(error, (await connectTcp(proxy.url, signal)).socket, options);
  }
}
