import type { RecordedExchange } from '../client/recorded-exchange.ts';

/** A request as -o json lists it. */
export type RequestRecord = {
  readonly method: string;
  readonly url: string;
  /** 0 where no answer came. */
  readonly status: number;
  /** From the request to the head of the answer. */
  readonly milliseconds: number;
  readonly protocol: string;
  /** Length of the body on the wire. */
  readonly bytes: number;
};

/** @returns the requests of the Catalog document, one for each try */
export function requestRecords(exchanges: readonly RecordedExchange[]): readonly RequestRecord[] {
  return exchanges.map(({ request: { method, url }, answer, timings }) => ({
    method,
    url,
    status: answer?.status ?? 0,
    milliseconds: answer === undefined ? 0 : Math.round(timings.total * 10) / 10,
    protocol: answer?.protocol ?? '',
    bytes: answer?.bytes ?? 0,
  }));
}
