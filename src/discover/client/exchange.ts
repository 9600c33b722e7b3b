/** Header names and values, one entry for each line on the wire. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Which of kubectl's calls a request stands for; its log lines name the place in client-go that sent it. */
export type CallSite = 'api' | 'apis' | 'groupVersion' | 'list';

/** GET discovers; PATCH writes a field that kx was asked to write. */
export type Method = 'GET' | 'PATCH';

/** A request as it is logged. */
export type SentRequest = {
  readonly method: Method;
  readonly url: string;
  readonly headers: HeaderList;
  readonly site: CallSite;
};

/** Milliseconds that the parts of a request took; 0 is a part that did not happen. */
export type Timings = {
  /** From the request to the head of the answer, as client-go counts. */
  readonly total: number;
  readonly reused: boolean;
  readonly lookup: number;
  readonly dial: number;
  readonly handshake: number;
  /** Waiting for a connection of the pool. */
  readonly connection: number;
  /** From the request's last byte to the answer's first. */
  readonly server: number;
};

/** A request and its whole answer. */
export type Exchange = {
  readonly request: SentRequest;
  readonly status: number;
  /** `200 OK`, as Go prints it. */
  readonly statusText: string;
  /** Names in Go's canonical spelling; without Content-Encoding where the body was compressed. */
  readonly headers: HeaderList;
  readonly timings: Timings;
  readonly protocol: 'HTTP/1.1' | 'HTTP/2.0';
  /** Length of the body on the wire. */
  readonly bytes: number;
  /** The body, decompressed. */
  readonly body: string;
};

/** @returns the value of a header in an answer, or '' */
export function headerOf(exchange: Pick<Exchange, 'headers'>, name: string): string {
  return exchange.headers.find(([key]) => key === name)?.[1] ?? '';
}
