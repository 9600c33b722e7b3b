import type { Exchange, HeaderList, SentRequest, Timings } from './exchange.ts';

/** One try of a request, whatever came of it. */
export type RecordedExchange = {
  /** Headers as sent, in their order, Accept-Encoding included; nothing is masked. */
  readonly request: SentRequest;
  /** Epoch milliseconds, with a fraction. */
  readonly startedAt: number;
  /** 1, 2, … of one request. */
  readonly attempt: number;
  /** Milliseconds; `receive` is from the head of the answer to the end of its body. */
  readonly timings: Timings & { readonly receive: number };
  /** What it went over; undefined where no connection was made. */
  readonly connection: RecordedConnection | undefined;
  /** undefined where no whole answer came. */
  readonly answer: RecordedAnswer | undefined;
  /** One sentence where no whole answer came. */
  readonly error: string | undefined;
};

/** The connection that a request went over. */
export type RecordedConnection = {
  /** 1, 2, … of one client. */
  readonly id: number;
  /** `IP:port` of what was dialled: the server, or the proxy before it. */
  readonly address: string;
  /** undefined over plain HTTP. */
  readonly tls?: { readonly version: string; readonly cipher: string };
};

/** A whole answer. */
export type RecordedAnswer = {
  readonly status: number;
  /** The reason phrase alone. */
  readonly statusText: string;
  /** As on the wire, Content-Encoding included. */
  readonly headers: HeaderList;
  readonly protocol: Exchange['protocol'];
  /** Length of the body on the wire. */
  readonly bytes: number;
  /** The body, decompressed. */
  readonly body: string;
};
