import type { HeaderList } from './exchange.ts';

/** The head of an answer, and its body, which may still be on its way. */
export type WireAnswer = {
  readonly status: number;
  readonly headers: HeaderList;
  /** As on the wire: still compressed. */
  readonly body: Promise<Buffer>;
};

/** A way to send requests over one connection (HTTP/2) or several (HTTP/1.1). */
export type Transport = {
  readonly protocol: 'HTTP/1.1' | 'HTTP/2.0';
  /**
   * @param path path and query, as sent
   * @param signal ends the request
   * @throws what node:http or node:http2 report, unchanged
   */
  readonly get: (path: string, headers: HeaderList, signal: AbortSignal) => Promise<WireAnswer>;
  readonly close: () => void;
};
