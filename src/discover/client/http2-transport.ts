import { type ClientHttp2Session, connect } from 'node:http2';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { HeaderList } from './exchange.ts';
import { headerBytes } from './header-bytes.ts';
import type { Transport, WireAnswer, WireRequest } from './transport.ts';

/** @returns a transport that sends every request over one HTTP/2 connection, which stands already */
export function http2Transport(server: string, socket: Socket): Transport {
  const session = connect(server, { createConnection: () => socket });
  // A broken session ends each of its streams with the same error; the streams report it.
  session.on('error', () => undefined);
  return {
    protocol: 'HTTP/2.0',
    send: (request) => send(session, request),
    close: () => session.destroy(),
  };
}

function send(
  session: ClientHttp2Session,
  { method, path, headers, body, signal }: WireRequest,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const head = { ':method': method, ':path': path, ...grouped(headers) };
    const stream = session.request(head, { endStream: body === undefined, signal });
    if (body !== undefined) stream.end(body);
    stream.once('error', reject);
    // A session that ends in good order closes its streams without an error.
    stream.once('close', () =>
      reject(Object.assign(new Error('closed before the answer'), { code: 'ECONNRESET' })),
    );
    stream.once('response', (answer) => {
      const status = Number(answer[':status'] ?? 0);
      resolve({ status, headers: listed(answer), body: buffer(stream) });
    });
  });
}

/** HTTP/2 header names are lower case (RFC 9113, section 8.2.1); one name several times becomes a list. */
function grouped(headers: HeaderList): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    found[key] = [...(found[key] ?? []), headerBytes(value)];
  }
  return found;
}

function listed(
  answer: Readonly<Record<string, string | readonly string[] | number | undefined>>,
): HeaderList {
  return Object.entries(answer).flatMap(([name, value]) => {
    if (name.startsWith(':') || value === undefined) return [];
    return [value].flat().map((item) => [name, String(item)] as const);
  });
}
