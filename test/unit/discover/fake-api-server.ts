import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { issueLocalCertificates } from '../../../src/certs/issue-local-certificates.ts';

/** What a path answers. A function sees the request's Accept header. */
export type Reply = {
  readonly status?: number;
  readonly type?: string;
  readonly body: string | object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly gzip?: boolean;
  /** Never answered. */
  readonly hangs?: boolean;
  /** The connection is cut in place of an answer. */
  readonly cut?: boolean;
  /** The stream of HTTP/2 is reset with this code in place of an answer. */
  readonly resets?: number;
};
export type Routes = Readonly<Record<string, Reply | ((accept: string) => Reply)>>;

export type FakeServer = {
  readonly url: string;
  /** PEM of the CA that signed the server's certificate; '' where it speaks plain HTTP. */
  readonly ca: string;
  readonly requests: {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
    readonly version: string;
  }[];
};

export type FakeOptions = {
  readonly protocol?: 'h2' | 'http/1.1' | 'http';
  /** When its certificate was issued, epoch milliseconds. */
  readonly issued?: number;
  /** Asks for a client certificate, which nobody has. */
  readonly mutual?: boolean;
};

type AnyRequest = IncomingMessage | Http2ServerRequest;
type AnyResponse = ServerResponse | Http2ServerResponse;

/** Starts a server that answers `routes` by path, 404 otherwise, and remembers what it was asked. */
export async function fakeApiServer(routes: Routes, options: FakeOptions = {}): Promise<FakeServer> {
  const { protocol = 'h2', issued = Date.now(), mutual = false } = options;
  const requests: FakeServer['requests'] = [];
  const answer = (request: AnyRequest, response: AnyResponse) => {
    const { method = '', url: path = '', headers, httpVersion: version } = request;
    requests.push({ method, path, headers, version });
    const route = routes[(request.url ?? '').replace(/\?.*/, '')] ?? NOT_FOUND;
    reply(typeof route === 'function' ? route(String(request.headers.accept)) : route, request, response);
  };
  const { cert, key, ca } = await certificatesOf(protocol, issued);
  const tls = { cert, key, ca, requestCert: mutual, rejectUnauthorized: mutual };
  const server =
    protocol === 'http'
      ? createServer(answer)
      : protocol === 'h2'
        ? createSecureServer({ ...tls, allowHTTP1: true }, answer)
        : createHttpsServer(tls, answer);
  const sockets = new Set<{ destroy: () => void }>();
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  const scheme = protocol === 'http' ? 'http' : 'https';
  return { url: `${scheme}://127.0.0.1:${port}`, ca, requests };
}

const NOT_FOUND: Reply = {
  status: 404,
  body: {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    reason: 'NotFound',
    message: 'not here',
    code: 404,
  },
};

async function certificatesOf(protocol: string, issued: number) {
  if (protocol === 'http') return { cert: '', key: '', ca: '' };
  const service = { name: 'fake', namespace: 'default' };
  const { server } = await issueLocalCertificates(service, issued, new AbortController().signal);
  return { cert: server.leaf.certPem, key: server.leaf.keyPem, ca: server.ca.certPem };
}

function reply(
  { status = 200, type = 'application/json', body, headers = {}, gzip, hangs, cut, resets }: Reply,
  request: AnyRequest,
  response: AnyResponse,
) {
  if (hangs === true) return;
  if (cut === true) {
    // The socket of a request by HTTP/2 ends its stream alone.
    if (request.httpVersion === '2.0' && 'stream' in request) request.stream.session?.destroy();
    else request.socket.destroy();
    return;
  }
  if (resets !== undefined && 'stream' in request) {
    request.stream.close(resets);
    return;
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    'Content-Type': type,
    ...(gzip === true ? { 'Content-Encoding': 'gzip' } : {}),
  });
  response.end(gzip === true ? gzipSync(text) : text);
}
