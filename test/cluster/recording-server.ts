import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { issueLocalCertificates } from '../../src/certs/issue-local-certificates.ts';
import { type RecordingProxy, recordingProxy } from './recording-proxy.ts';

/** What of a request depends on the kubeconfig. */
export type Sent = {
  /** Without the query, in which the timeout stands. */
  readonly path: string;
  readonly authorization: string | undefined;
  /** `name: value` of each Impersonate-* header, sorted. */
  readonly impersonation: readonly string[];
  readonly acceptEncoding: string | undefined;
  /** Common name of the client certificate. */
  readonly certificate: string | undefined;
  readonly serverName: string | undefined;
  /** The proxy that it came through, and who it said it is. */
  readonly via: string | undefined;
};

/** A request, and who sent it: the name of the program, as `kubectl.1.27` or `kx`. */
export type Asked = { readonly program: string; readonly sent: Sent };

/** An API server without groups that remembers what it was sent, by HTTPS and by HTTP. */
export type RecordingServer = {
  readonly url: string;
  readonly plainUrl: string;
  /** Of the proxies before it. */
  readonly proxy: Pick<RecordingProxy, 'http' | 'socks5'>;
  readonly ca: string;
  /** The certificate that it shows. */
  readonly leaf: string;
  readonly client: { readonly cert: string; readonly key: string };
  /** @returns what came since it was last asked */
  readonly take: () => readonly Asked[];
  readonly close: () => void;
};

type AnyRequest = IncomingMessage | Http2ServerRequest;
type AnyResponse = ServerResponse | Http2ServerResponse;

/** Starts one on free ports of 127.0.0.1; it asks for a client certificate and takes any, or none. */
export async function recordingServer(): Promise<RecordingServer> {
  const service = { name: 'fake', namespace: 'default' };
  const { server, admin } = await issueLocalCertificates(service, Date.now(), new AbortController().signal);
  const proxy = await recordingProxy();
  let asked: Asked[] = [];
  const answer = (request: AnyRequest, response: AnyResponse) => {
    const program = request.headers['user-agent']?.split('/')[0] ?? '';
    asked.push({ program, sent: sentBy(request, proxy) });
    const [kind, list] = /\/api\?|\/api$/.test(request.url ?? '')
      ? ['APIVersions', 'versions']
      : ['APIGroupList', 'groups'];
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ kind, apiVersion: 'v1', [list]: [] }));
  };
  const secure = createSecureServer(
    {
      cert: server.leaf.certPem,
      key: server.leaf.keyPem,
      ca: server.ca.certPem,
      requestCert: true,
      rejectUnauthorized: false,
      allowHTTP1: true,
    },
    answer,
  );
  const plain = createServer(answer);
  const sockets = new Set<{ destroy: () => void }>();
  const ports = await Promise.all([secure, plain].map((one) => listen(one, sockets)));
  return {
    url: `https://127.0.0.1:${ports[0]}`,
    plainUrl: `http://127.0.0.1:${ports[1]}`,
    proxy,
    ca: server.ca.certPem,
    leaf: server.leaf.certPem,
    client: { cert: admin.leaf.certPem, key: admin.leaf.keyPem },
    take: () => {
      const taken = asked;
      asked = [];
      return taken;
    },
    close: () => {
      proxy.close();
      for (const socket of sockets) socket.destroy();
      secure.close();
      plain.close();
    },
  };
}

async function listen(server: Server, sockets: Set<{ destroy: () => void }>): Promise<number> {
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function sentBy(request: AnyRequest, proxy: RecordingProxy): Sent {
  const pairs = Object.entries(request.headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${name}: ${one}`),
  );
  const stream =
    'stream' in request && request.httpVersion === '2.0' ? request.stream.session?.socket : request.socket;
  const socket = stream as TLSSocket;
  return {
    path: (request.url ?? '').replace(/\?.*/, ''),
    authorization: request.headers.authorization?.toString(),
    impersonation: pairs.filter((pair) => pair.startsWith('impersonate-')).toSorted(),
    acceptEncoding: request.headers['accept-encoding']?.toString(),
    certificate: socket.encrypted ? commonName(socket) : undefined,
    via: proxy.via(socket.remotePort),
    serverName: socket.encrypted && typeof socket.servername === 'string' ? socket.servername : undefined,
  };
}

function commonName(socket: TLSSocket): string | undefined {
  const { CN } = socket.getPeerCertificate().subject ?? {};
  return Array.isArray(CN) ? CN[0] : CN;
}
