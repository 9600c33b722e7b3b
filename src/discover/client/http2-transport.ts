import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2';
import { collectBody } from './collect-body.ts';
import type { HeaderList } from './exchange.ts';
import { headerBytes } from './header-bytes.ts';
import type { Link } from './link.ts';
import { type Transport, UnprocessedError, type WireAnswer, type WireRequest } from './transport.ts';
import { closed } from './watch-end.ts';

/** @returns a transport that sends every request over one HTTP/2 connection, which stands already */
export function http2Transport(server: string, link: Link): Transport {
  const session = connect(server, { createConnection: () => link.socket });
  let last = Number.POSITIVE_INFINITY;
  // A broken session ends each of its streams with the same error; the streams report it.
  session.on('error', () => undefined);
  session.on('goaway', (_code: number, lastStream: number) => {
    last = lastStream;
  });
  const isBeyond = (stream: ClientHttp2Stream) => stream.id !== undefined && stream.id > last;
  return {
    protocol: 'HTTP/2.0',
    link,
    // nghttp2 holds back what the server's SETTINGS_MAX_CONCURRENT_STREAMS does not allow yet.
    capacity: Number.POSITIVE_INFINITY,
    isOpen: () => !session.closed && !session.destroyed && last === Number.POSITIVE_INFINITY,
    send: (request) => send({ session, isBeyond }, request),
    close: () => session.destroy(),
  };
}

type Session = {
  readonly session: ClientHttp2Session;
  /** Asks whether the server said with GOAWAY that it did not process a stream (RFC 9113, section 6.8). */
  readonly isBeyond: (stream: ClientHttp2Stream) => boolean;
};

function send(
  { session, isBeyond }: Session,
  { method, path, headers, body, signal }: WireRequest,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const head = { ':method': method, ':path': path, ...grouped(headers) };
    const stream = session.request(head, { endStream: body === undefined, signal });
    let isAnswered = false;
    const fail = (error: Error) => {
      const isRefused = stream.rstCode === constants.NGHTTP2_REFUSED_STREAM;
      const isUnprocessed = isRefused || isBeyond(stream);
      const told = Object.assign(error, { streamId: stream.id });
      reject(isUnprocessed ? new UnprocessedError('refused', { cause: told }) : told);
    };
    stream.once('error', fail);
    // A session that ends in good order closes its streams without an error.
    stream.once('close', () => {
      if (!isAnswered) fail(session.destroyed || session.closed ? closed() : resetWithoutError());
    });
    stream.once('response', (answer) => {
      isAnswered = true;
      const status = Number(answer[':status'] ?? 0);
      resolve({ status, headers: listed(answer), body: collectBody(stream) });
    });
    if (body !== undefined) stream.end(body);
  });
}

/** Node has no error for it: the server took the request and gave it back unanswered, while the connection stands. */
function resetWithoutError(): Error {
  const text = 'Stream closed with error code NGHTTP2_NO_ERROR';
  return Object.assign(new Error(text), { code: 'ERR_HTTP2_STREAM_ERROR' });
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
