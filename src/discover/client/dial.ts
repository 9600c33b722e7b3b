import { certificateError, isCertificateCode } from './certificate-error.ts';
import type { Link } from './link.ts';
import { type Reached, type ReachOptions, reach } from './reach.ts';
import { serverTls, startTls } from './tls.ts';
import { watchEnd } from './watch-end.ts';

/** How to connect. */
export type DialOptions = ReachOptions & {
  /** Protocols to offer, best first. */
  readonly alpn: readonly string[];
  /** What the link is called in records. */
  readonly id: number;
};

/**
 * Connects to the target's server, through the proxy where there is one, with TLS where the server's address says so.
 * The connection may end at any time; nobody has to listen for that.
 *
 * @throws what node:net and node:tls report of the server, unchanged, CertificateError where its certificate is not
 *   accepted; ClusterError where the proxy is to blame; an Error where the signal ended it
 */
export async function dial(options: DialOptions): Promise<Link> {
  const reached = await reach(options);
  const { socket, address, connected, proxyHeaders } = reached;
  const connection = { id: options.id, address };
  const times = () => ({
    lookup: reached.lookup,
    dial: reached.dial,
    handshake: performance.now() - connected,
  });
  if (options.target.server.startsWith('http:')) {
    const endedBy = watchEnd(socket);
    return { socket, endedBy, alpn: 'http/1.1', times: times(), connection, proxyHeaders };
  }
  const securing = secured(options, reached);
  options.onStage?.('tls');
  const tls = await securing;
  return {
    socket: tls,
    endedBy: watchEnd(tls),
    alpn: tls.alpnProtocol || 'http/1.1',
    times: times(),
    connection: { ...connection, tls: { version: tls.getProtocol() ?? '', cipher: tls.getCipher().name } },
    proxyHeaders: undefined,
  };
}

async function secured({ target, proxy, alpn, signal }: DialOptions, { socket }: Reached) {
  const tls = serverTls(target, alpn);
  try {
    return await startTls(socket, tls);
  } catch (error) {
    if (!isCertificateCode(error)) throw error;
    const again = await reach({ target, proxy, signal });
    throw await certificateError(error, again.socket, tls);
  }
}
