import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';

/** What Node hands to a listener: HTTP/1.1 and HTTP/2 come over the same port. */
export type NativeRequest = IncomingMessage | Http2ServerRequest;

/** The part of Node's replies that HTTP/1.1 and HTTP/2 have in common. */
export type NativeResponse = {
  statusCode: number;
  readonly writableEnded: boolean;
  readonly writableLength: number;
  readonly destroyed: boolean;
  readonly setHeader: (name: string, value: number | string | readonly string[]) => unknown;
  /** HTTP/1.1 holds headers back until the first byte of the body. */
  readonly flushHeaders?: () => void;
  readonly writeHead: (status: number) => unknown;
  readonly write: (chunk: string) => boolean;
  readonly end: (body?: Uint8Array) => unknown;
  readonly destroy: () => unknown;
  readonly on: (event: 'error', listener: (cause: Error) => void) => unknown;
  readonly once: (event: 'close' | 'drain' | 'finish', listener: () => void) => unknown;
  readonly off: (event: 'close' | 'drain', listener: () => void) => unknown;
};
