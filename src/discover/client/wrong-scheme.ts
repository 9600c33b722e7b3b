import { ClusterError } from '../../errors.ts';
import type { Target } from '../kubeconfig/target.ts';
import type { ProxyServer } from './choose-proxy.ts';
import { proxyNotSignedIn } from './connect-tunnel.ts';
import type { Exchange } from './exchange.ts';

/** The first byte of a TLS alert (RFC 8446, section 5.1), by which some servers answer plain HTTP. */
const ALERT = 0x15;

/** How Go, nginx, Apache and HAProxy word it. */
const WANTS_TLS =
  /HTTP request (was sent )?to (an )?HTTPS (server|port)|speaking plain HTTP to an SSL-enabled/i;

/** @returns that the server speaks TLS, where an error shows that it was asked without */
export function wantsTls({ server, origins }: Target, error?: unknown): ClusterError {
  const hint = `write the address in ${origins.server} with https://`;
  return new ClusterError(`${server} speaks TLS, but its address says http`, { hint, cause: error });
}

/** @returns whether the answer to plain HTTP was TLS */
export function isTlsAnswer({ server }: Target, error: unknown): boolean {
  if (!server.startsWith('http:') || typeof error !== 'object' || error === null) return false;
  return 'rawPacket' in error && Buffer.isBuffer(error.rawPacket) && error.rawPacket[0] === ALERT;
}

/**
 * Looks for answers over plain HTTP that are not those of an API server: of one that speaks TLS, and of a proxy.
 *
 * @returns the error that such an answer stands for
 */
export function misdirected(
  { status, body }: Pick<Exchange, 'status' | 'body'>,
  target: Target,
  proxy: ProxyServer | undefined,
): ClusterError | undefined {
  if (!target.server.startsWith('http:')) return undefined;
  if (status === 407 && proxy !== undefined) return proxyNotSignedIn(proxy);
  return status === 400 && WANTS_TLS.test(body) ? wantsTls(target) : undefined;
}
