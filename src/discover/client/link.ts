import type { Socket } from 'node:net';
import type { RecordedConnection } from './recorded-exchange.ts';

/** What the parts of a connection took, in milliseconds. */
export type DialTimes = { readonly lookup: number; readonly dial: number; readonly handshake: number };

/** A connection to the server that was just made, whatever it goes through. */
export type Link = {
  readonly socket: Socket;
  /** Asks what ended it; undefined while it stands. */
  readonly endedBy: () => Error | undefined;
  /** `h2` or `http/1.1`; plain http is always the latter. */
  readonly alpn: string;
  readonly times: DialTimes;
  readonly connection: RecordedConnection;
  /** Set where an HTTP proxy reads the requests itself: it is sent whole addresses, and these headers. */
  readonly proxyHeaders: readonly (readonly [name: string, value: string])[] | undefined;
};

/** Told of what happens while a TCP connection is made. */
export type DialListener = {
  /** @param addresses empty where the name does not resolve */
  readonly onLookup: (host: string, addresses: readonly string[]) => void;
  /**
   * @param address `IP:port` or `[IP]:port`
   * @param failure Node's code of the error where no connection came of it
   */
  readonly onDial: (address: string, failure?: string) => void;
};

/** What a request waits for. */
export type Stage = 'connect' | 'proxy' | 'tls' | 'answer' | 'body';
