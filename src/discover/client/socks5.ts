import { isIP, type Socket } from 'node:net';
import { ClusterError } from '../../errors.ts';
import type { ProxyServer } from './choose-proxy.ts';
import { proxyNotSignedIn, wayRound } from './connect-tunnel.ts';
import { readUntil } from './read-until.ts';
import { hostAndPort } from './tcp.ts';

const VERSION = 5;
const NO_SIGN_IN = 0;
const USER_AND_PASSWORD = 2;

/** The replies of RFC 1928, section 6. */
const REPLIES: Readonly<Record<number, string>> = {
  1: 'something failed there',
  2: 'its rules do not allow it',
  3: 'the network is unreachable',
  4: 'the host is unreachable, or its name does not resolve there',
  5: 'the connection was refused',
  6: 'it took too many hops',
  7: 'it does not know the command CONNECT',
  8: 'it does not know this type of address',
};

/**
 * Has a SOCKS proxy connect to the server (RFC 1928), with the user and password of its address (RFC 1929). A host name
 * is resolved by the proxy, as Go does it for socks5 and socks5h alike (net/http/socks_bundle.go).
 *
 * @param socket a connection to the proxy
 * @throws ClusterError where it does not; what ended the connection
 */
export async function socks5(socket: Socket, proxy: ProxyServer, server: URL): Promise<void> {
  const { user } = proxy;
  socket.write(
    Buffer.from(user !== undefined ? [VERSION, 2, NO_SIGN_IN, USER_AND_PASSWORD] : [VERSION, 1, NO_SIGN_IN]),
  );
  const [version, method] = await readUntil(socket, () => 2);
  if (version !== VERSION) {
    throw new ClusterError(`the proxy ${proxy.name} does not speak SOCKS 5`, {
      hint: `check scheme and port in ${proxy.origin}`,
    });
  }
  if (method === USER_AND_PASSWORD && user !== undefined) await signIn(socket, proxy, user);
  else if (method !== NO_SIGN_IN) throw proxyNotSignedIn(proxy);
  const { host, port } = hostAndPort(server);
  socket.write(Buffer.from([VERSION, 1, 0, ...addressOf(host), port >> 8, port & 0xff]));
  const reply = (await readUntil(socket, replyLength))[1] ?? 0;
  if (reply === 0) return;
  const reason = REPLIES[reply] ?? 'for a reason of its own';
  throw new ClusterError(
    `the proxy ${proxy.name} cannot connect to ${server.host}: ${reason} (SOCKS reply ${reply})`,
    { hint: `check the address of the server, or go round the proxy: ${wayRound(proxy.origin)}` },
  );
}

async function signIn(
  socket: Socket,
  proxy: ProxyServer,
  user: NonNullable<ProxyServer['user']>,
): Promise<void> {
  const parts = [user.name, user.password].map((part) => Buffer.from(part));
  socket.write(Buffer.from([1, ...parts.flatMap((part) => [part.length, ...part])]));
  const [, status] = await readUntil(socket, () => 2);
  if (status !== 0) throw proxyNotSignedIn(proxy);
}

/** The address of RFC 1928, section 5: its type, and 4, 16, or a counted number of bytes. */
function addressOf(host: string): readonly number[] {
  if (isIP(host) === 4) return [1, ...host.split('.').map(Number)];
  if (isIP(host) === 6) return [4, ...bytesOfIpv6(host)];
  const name = Buffer.from(host);
  return [3, name.length, ...name];
}

/** @param host as `URL` writes it: with at most one `::`, without a dotted end */
function bytesOfIpv6(host: string): readonly number[] {
  const [head = [], tail = []] = host
    .split('::')
    .map((half) => half.split(':').filter((word) => word !== ''));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].flatMap((word) => [parseInt(word, 16) >> 8, parseInt(word, 16) & 0xff]);
}

/** Version, reply, a reserved byte, the bound address, and two bytes of port. */
function replyLength(bytes: Buffer): number | undefined {
  const [, reply, , type, first = 0] = bytes;
  // A proxy that refuses may close before the rest.
  if (reply !== undefined && reply !== 0) return bytes.length;
  if (type === undefined || (type === 3 && bytes.length < 5)) return undefined;
  const lengths: Readonly<Record<number, number>> = { 1: 4, 3: 1 + first, 4: 16 };
  return 4 + (lengths[type] ?? 0) + 2;
}
