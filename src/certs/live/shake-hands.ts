import { connect as connectTcp, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import { sentCertificates } from './sent-certificates.ts';
import { tappedStream } from './tapped-stream.ts';

/** Where to connect and what name to ask for. */
export type Peer = {
  readonly host: string;
  readonly port: number;
  /** Sent as SNI; undefined sends none, as for an address. */
  readonly serverName: string | undefined;
};

/** How a handshake went. */
export type Handshake = {
  readonly protocol: string | null;
  readonly cipher: string | null;
  readonly alpn: string | null;
  /** DER of each certificate, the leaf first; empty where none came. */
  readonly certificates: readonly Uint8Array[];
  /** Undefined where it ended well. */
  readonly error: Error | undefined;
};

/** How long to wait for a server, in milliseconds. */
const PATIENCE = 10_000;

/** Connects over TCP; the signal also ends the connection later. @throws what node:net reports */
export function dialPeer({ host, port }: Peer, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const late = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    const socket = connectTcp({ host, port });
    const abort = () => void socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }));
    late.addEventListener('abort', abort, { once: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      late.removeEventListener('abort', abort);
      socket.removeListener('error', reject);
      const leave = () => void socket.destroy();
      signal.addEventListener('abort', leave, { once: true });
      socket.once('close', () => signal.removeEventListener('abort', leave));
      resolve(socket);
    });
  });
}

/** Shakes hands with whatever the server and Node agree on; the certificates come sorted by issuer. */
export function shakeHands(socket: Socket, peer: Peer): Promise<Handshake> {
  const options = { ...optionsOf(peer), socket, ALPNProtocols: ['h2', 'http/1.1'] };
  return handshake(options, chainOf).finally(() => void socket.destroy());
}

/** Shakes hands by TLS 1.2, whose certificates can be read as they were sent, also where the server goes away then. */
export function shakeHandsOpenly(socket: Socket, peer: Peer): Promise<Handshake> {
  const { stream, received } = tappedStream(socket);
  const options = { ...optionsOf(peer), socket: stream, maxVersion: 'TLSv1.2' } as const;
  return handshake(options, () => sentCertificates(received()) ?? []).finally(() => void socket.destroy());
}

function optionsOf({ serverName }: Peer): ConnectionOptions {
  // Nothing is trusted and nothing is sent: kx judges the certificates itself.
  return { ...(serverName === undefined ? {} : { servername: serverName }), rejectUnauthorized: false };
}

function handshake(
  options: ConnectionOptions,
  certificatesOf: (tls: TLSSocket) => readonly Uint8Array[],
): Promise<Handshake> {
  return new Promise((resolve) => {
    const tls = connectTls(options);
    let seen: readonly Uint8Array[] = [];
    const look = () => {
      const found = certificatesOf(tls);
      if (found.length > seen.length) seen = found;
    };
    const end = (error: Error | undefined) => {
      clearTimeout(timer);
      look();
      const isGood = error === undefined;
      const alpn = isGood && tls.alpnProtocol ? tls.alpnProtocol : null;
      const cipher = isGood ? tls.getCipher().name : null;
      const protocol = isGood ? tls.getProtocol() : null;
      resolve({ protocol, cipher, alpn, certificates: seen, error });
      tls.destroy();
    };
    const timer = setTimeout(
      () => end(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
      PATIENCE,
    );
    // Secrets are told as soon as the certificates are known, before a server may refuse the client.
    tls.on('keylog', look);
    tls.on('error', end);
    tls.once('close', () => end(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    tls.once('secureConnect', () => end(undefined));
  });
}

function chainOf(tls: TLSSocket): readonly Uint8Array[] {
  const chain: Uint8Array[] = [];
  const seen = new Set<string>();
  let next: ReturnType<TLSSocket['getPeerCertificate']> | undefined = tls.getPeerCertificate(true);
  while (next?.raw !== undefined && !seen.has(next.fingerprint256)) {
    seen.add(next.fingerprint256);
    chain.push(next.raw);
    next = 'issuerCertificate' in next ? (next.issuerCertificate as typeof next) : undefined;
  }
  return chain;
}
