import type { IncomingMessage } from 'node:http';
import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import type { Log } from '../log/log.ts';
import type { ServerMetrics } from '../metrics/server-metrics.ts';
import type { ServerOptions } from '../options/server-options.ts';
import { mostHeaders } from './header-flood.ts';
import type { NativeRequest, NativeResponse } from './native-http.ts';
import { refuseBrokenHttp } from './refuse-broken-http.ts';
import { refusePlainHttp } from './refuse-plain-http.ts';
import type { TlsFiles } from './tls-files.ts';

/** A listening HTTPS server. */
export type SecureServer = {
  readonly address: AddressInfo;
  /** Uses these certificates for new connections; open ones stay, but for those whose client was not trusted. */
  readonly reload: (files: TlsFiles) => void;
  /** Stops accepting, lets requests in flight finish, and resolves when the last connection is closed. */
  readonly close: () => Promise<void>;
  /** Cuts every connection that is still open. */
  readonly destroy: () => void;
};

/** Where a server's requests and troubles go. */
export type SecureServerOutput = {
  readonly onRequest: (request: NativeRequest, response: NativeResponse) => void;
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly log: Log;
  readonly metrics: Pick<ServerMetrics, 'tlsHandshakeErrors'>;
};

/**
 * What a connection may cost: times and streams as k8s.io/apiserver pkg/server/secure_serving.go has them. The headers
 * of a user in a thousand groups, which the aggregator sends one by one, must fit; where Go allows a megabyte, this is
 * enough of it for a server that holds them as text.
 */
const limits = {
  headerBytes: 128 * 1024,
  headerMilliseconds: 32_000,
  idleMilliseconds: 90_000,
  streams: 1000,
};

/**
 * Listens for HTTP/1.1 and HTTP/2 over TLS 1.2 or later. An address that is taken fails with one sentence; what goes
 * wrong once it listens is logged.
 */
export const listenSecurely = async (
  options: ServerOptions,
  files: TlsFiles,
  { onRequest, onUpgrade, log, metrics }: SecureServerOutput,
): Promise<SecureServer> => {
  const server = createSecureServer({
    ...secureContext(files),
    allowHTTP1: true,
    requestCert: true,
    // Who may come in is authentication's to say: probes and anonymous users have no certificate.
    rejectUnauthorized: false,
    handshakeTimeout: limits.headerMilliseconds,
    // A client whose machine is gone says nothing.
    keepAlive: true,
    keepAliveInitialDelay: 15_000,
    maxHeaderListPairs: mostHeaders,
    settings: { maxConcurrentStreams: limits.streams, maxHeaderListSize: limits.headerBytes },
  });
  limitHttp1(server);
  const failedHandshakes = metrics.tlsHandshakeErrors.of();
  server.on('tlsClientError', (cause) => {
    failedHandshakes.value += 1;
    log.info(5, 'TLS handshake error', { err: cause.message });
  });
  refusePlainHttp(server);
  refuseBrokenHttp(server);
  server.on('request', onRequest);
  server.on('upgrade', onUpgrade);
  // A client that breaks off, or breaks the rules of HTTP/2, costs its own connection alone.
  server.on('sessionError', (cause) => log.info(4, 'An HTTP/2 connection failed', { err: cause.message }));
  const connections = trackConnections(server);
  const address = await listen(server, options);
  // Without a listener a connection that cannot be accepted, for want of file handles say, would end the process.
  server.on('error', (cause) => log.error('The listener failed', { err: cause.message }));
  return {
    address,
    reload: (next) => {
      server.setSecureContext(secureContext(next));
      connections.dropUntrusted();
    },
    close: () => connections.close(),
    destroy: () => connections.destroy(),
  };
};

/** Node reads these where a server speaks HTTP/1.1, though it takes none of them as options of one for HTTP/2. */
const limitHttp1 = (server: Http2SecureServer): void => {
  Object.assign(server, {
    maxHeaderSize: limits.headerBytes,
    // Headers beyond this number are left out without a word: one more tells that there were too many.
    maxHeadersCount: mostHeaders + 1,
    headersTimeout: limits.headerMilliseconds,
    keepAliveTimeout: limits.idleMilliseconds,
  });
};

const secureContext = (files: TlsFiles): SecureContextOptions => ({
  cert: files.cert,
  key: files.key,
  // An empty list trusts nobody; without the list Node would trust every public CA.
  ca: trusted(files),
  minVersion: 'TLSv1.2',
});

const trusted = (files: TlsFiles): string[] => {
  const authorities = [...files.clientAuthorities, ...files.requestHeaderAuthorities];
  return authorities.map((authority) => authority.toString());
};

const listen = (server: Http2SecureServer, { port, bindAddress }: ServerOptions): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    const where = `${bindAddress ?? 'any address'}, port ${port}`;
    const fail = (cause: NodeJS.ErrnoException): void => {
      const reason = listenFailures[cause.code ?? ''] ?? cause.message;
      reject(new Error(`cannot listen on ${where}: ${reason}`, { cause }));
    };
    server.once('error', fail);
    server.listen({ port, ...(bindAddress === undefined ? {} : { host: bindAddress }) }, () => {
      server.off('error', fail);
      const address = server.address();
      if (address !== null && typeof address !== 'string') resolve(address);
      else reject(new Error(`cannot listen on ${where}: it is no address of TCP`));
    });
  });

const listenFailures: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there; stop it or choose another --secure-port',
  EACCES: 'this user may not listen on that port; choose a --secure-port above 1023',
  EADDRNOTAVAIL: 'this machine does not have that address; choose another --bind-address',
  ENOTFOUND: 'that is no address of this machine; choose another --bind-address',
};

/** HTTP/2 sessions are not closed with their server, so they are kept count of. */
const trackConnections = (server: Http2SecureServer) => {
  const sessions = new Set<ServerHttp2Session>();
  const sockets = new Set<{ destroy: () => void }>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  const untrusted = new Set<TLSSocket>();
  server.on('secureConnection', (socket) => {
    if (socket.authorized || socket.getPeerX509Certificate() === undefined) return;
    untrusted.add(socket);
    socket.once('close', () => untrusted.delete(socket));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const session of sessions) session.close();
      }),
    // TLS checks a client once: the aggregator may come with a new certificate before its CA is known here.
    dropUntrusted: () => {
      for (const socket of untrusted) socket.destroy();
    },
    destroy: () => {
      for (const session of sessions) session.destroy();
      for (const socket of sockets) socket.destroy();
    },
  };
};
