import type { Exchange, HeaderList, Method } from './exchange.ts';
import type { Link } from './link.ts';

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
  /** As on the wire: still compressed. @throws as collectBody does */
  readonly body: Promise<Buffer>;
};

/** A way to send requests over one connection. */
export type Transport = {
  readonly protocol: Exchange['protocol'];
  readonly link: Link;
  /** How many requests it carries at once. */
  readonly capacity: number;
  /** @returns whether it takes a further request; a server may end it at any time */
  readonly isOpen: () => boolean;
  /** @throws what node:http or node:http2 report, unchanged; UnprocessedError where another try can do no harm */
  readonly send: (request: WireRequest) => Promise<WireAnswer>;
  readonly close: () => void;
};

/** The server said, or the way in which the connection ended shows, that it never began to process the request. */
export class UnprocessedError extends Error {}
