import type { Reply, Sink } from '../request/reply.ts';
import { coalescedSink } from './coalesced-sink.ts';
import { drained } from './drained.ts';
import type { NativeRequest, NativeResponse } from './native-http.ts';

/** Writes a reply to the client; a stream goes on after this returns. A client that is gone is not an error. */
export const sendReply = (request: NativeRequest, response: NativeResponse, reply: Reply): void => {
  if (response.writableEnded || response.destroyed) return;
  // Its handler was told that this request cannot be upgraded.
  if ('websocket' in reply) {
    response.destroy();
    return;
  }
  for (const [name, value] of Object.entries(reply.headers)) {
    // HTTP/2 has no such header (RFC 9113 section 8.2.2).
    if (name !== 'Connection' || request.httpVersionMajor === 1) response.setHeader(name, value);
  }
  response.statusCode = reply.status;
  if ('stream' in reply) {
    sendStream(response, reply.stream);
    return;
  }
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
  if (reply.status !== 304) response.setHeader('Content-Length', body.length);
  response.end(request.method === 'HEAD' || reply.status === 304 ? undefined : body);
};

/** Headers go out before the first event: clients wait for them to know that the watch stands. */
const sendStream = (response: NativeResponse, stream: (sink: Sink) => void): void => {
  if (response.flushHeaders !== undefined) response.flushHeaders();
  else response.writeHead(response.statusCode);
  const closing: (() => void)[] = [];
  let closed = false;
  // The response closes with the connection; the request already does when its body has been read.
  response.once('close', () => {
    closed = true;
    for (const callback of closing) callback();
  });
  const sink: Sink = {
    write: (chunk) => {
      if (!response.writableEnded) response.write(chunk);
    },
    end: () => {
      if (!response.writableEnded) response.end();
    },
    abort: () => response.destroy(),
    onClose: (callback) => {
      if (closed) callback();
      else closing.push(callback);
    },
    buffered: () => response.writableLength,
    drained: () => drained(response),
  };
  stream(coalescedSink(sink));
};
