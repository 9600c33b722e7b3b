import type { Exchange, HeaderList, Method } from './exchange.ts';

/** A request as it goes over the wire. */
export type WireRequest = {
  readonly method: Method;
  /** Path and query, as sent. */
  readonly path: string;
  readonly headers: HeaderList;
  readonly body: string | undefined;
  /** Ends the request. */
  readonly signal: AbortSignal;
};

/** The head of an answer, and its body, which may still be on its way. */
export type WireAnswer = {
  readonly status: number;
  readonly headers: HeaderList;
  /** As on the wire: still compressed. */
  readonly body: Promise<Buffer>;
};

/** A way to send requests over one connection (HTTP/2) or several (HTTP/1.1). */
export type Transport = {
  readonly protocol: Exchange['protocol'];
  /** @throws what node:http or node:http2 report, unchanged */
  readonly send: (request: WireRequest) => Promise<WireAnswer>;
  readonly close: () => void;
};
