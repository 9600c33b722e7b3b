import type { X509Certificate } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import type { NativeRequest } from './native-http.ts';

/** The client's certificate, and whether OpenSSL accepts its chain for any CA that the server trusts. */
export type PeerCertificate = {
  readonly certificate: X509Certificate | undefined;
  readonly chainValid: boolean;
};

const none: PeerCertificate = { certificate: undefined, chainValid: false };

/** Parsed once a connection: many requests follow on each. */
const known = new WeakMap<object, PeerCertificate>();

/** The certificate that the client of this request showed when it connected. */
export const peerCertificateOf = (request: NativeRequest): PeerCertificate => {
  const connection = 'stream' in request ? (request.stream.session ?? request) : request.socket;
  const before = known.get(connection);
  if (before !== undefined) return before;
  const peer = readPeerCertificate(request);
  known.set(connection, peer);
  return peer;
};

const readPeerCertificate = ({ socket }: NativeRequest): PeerCertificate => {
  if (!(socket instanceof TLSSocket)) return none;
  const certificate = socket.getPeerX509Certificate();
  return certificate === undefined ? none : { certificate, chainValid: socket.authorized };
};
