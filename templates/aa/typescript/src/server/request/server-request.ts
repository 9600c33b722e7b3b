import type { X509Certificate } from 'node:crypto';

/** A request as it leaves the listening stage: HTTP/1.1 and HTTP/2 look the same from here on. */
export type ServerRequest = {
  readonly method: string;
  /** The target as sent, path and query, for the log. */
  readonly target: string;
  /** The path alone, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The first value of a header, looked up by its name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** Every header in the order it came, names in lower case, repeated ones apart. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Whether its connection can become something else than HTTP: it came by HTTP/1.1 and asks for that. */
  readonly isUpgradable: boolean;
  readonly remoteAddress: string;
  /** The client's certificate if it sent one, and whether TLS could build a valid chain to any trusted CA. */
  readonly certificate: X509Certificate | undefined;
  readonly certificateChainValid: boolean;
  /** Reads the whole body, in bytes; fails with 413 above the limit. */
  readonly body: () => Promise<Uint8Array>;
};
