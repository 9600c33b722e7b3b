import { isIP, type Socket } from 'node:net';
import nodeTls, { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { Target } from '../kubeconfig/target.ts';
import { checkServerName } from './check-server-name.ts';
import type { ProxyServer } from './choose-proxy.ts';
import { hostAndPort } from './tcp.ts';
import { settled, watchEnd } from './watch-end.ts';

/** @returns how to speak TLS with the server, and the protocols to offer it, best first */
export function serverTls({ server, tls }: Target, alpn: readonly string[]): ConnectionOptions {
  return {
    ...named(tls.serverName ?? hostAndPort(new URL(server)).host),
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
    rejectUnauthorized: !tls.insecure,
    // Go takes each certificate it is given for a root, also an intermediate one or the server's own.
    allowPartialTrustChain: true,
    ALPNProtocols: [...alpn],
  };
}

/**
 * Go verifies a proxy with the roots of the cluster (net/http transport.go dialConn); kx takes those of the machine as
 * well, which know the CA of a company's proxy. The name that the server is to have, and the client certificate, are
 * none of the proxy's business.
 *
 * @returns how to speak TLS with a proxy
 */
export function proxyTls({ tls }: Target, { url }: ProxyServer): ConnectionOptions {
  return {
    ...named(hostAndPort(url).host),
    ...(tls.ca === undefined ? {} : { ca: [tls.ca, ...nodeTls.rootCertificates] }),
    rejectUnauthorized: !tls.insecure,
    ALPNProtocols: ['http/1.1'],
  };
}

/** Shakes hands over a connection. @throws what node:tls reports, unchanged */
export async function startTls(socket: Socket, options: ConnectionOptions): Promise<TLSSocket> {
  const tls = connect({ ...options, socket, checkServerIdentity: checkServerName, minVersion: 'TLSv1.2' });
  watchEnd(tls);
  await settled(tls, 'secureConnect');
  return tls;
}

/** SNI carries names only (RFC 6066, section 3); an IP address is still checked against the certificate. */
function named(host: string): ConnectionOptions {
  return { host, ...(isIP(host) === 0 ? { servername: host } : {}) };
}
