import type { Http2SecureServer } from 'node:http2';
import type { Duplex } from 'node:stream';

/** What net/http answers where Node says that it could not read a request, by Node's code; anything else is a 400. */
const statusLines: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** The client may still be sending; closing at once would take the reply from it (RFC 9112 section 9.6). */
const lingerMilliseconds = 1_000;

/** Answers what is not HTTP/1.1, comes too late or has too large headers: left to itself Node may drop the reply. */
export const refuseBrokenHttp = (server: Http2SecureServer): void => {
  server.on('clientError', (cause: NodeJS.ErrnoException, socket: Duplex) => {
    // What such a client sends after it is broken too.
    if (socket.writableEnded) return;
    if (!socket.writable || cause.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const line = statusLines[cause.code ?? ''] ?? '400 Bad Request';
    const headers = ['Content-Type: text/plain; charset=utf-8', 'Connection: close'];
    socket.end([`HTTP/1.1 ${line}`, ...headers, '', line].join('\r\n'));
    setTimeout(() => socket.destroy(), lingerMilliseconds).unref();
  });
};
