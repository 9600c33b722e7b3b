import type { Client } from './client.ts';

/** A request as -o json lists it. */
export type RequestRecord = {
  readonly method: 'GET';
  readonly url: string;
  /** 0 where no answer came. */
  readonly status: number;
  /** From the request to the head of the answer. */
  readonly milliseconds: number;
  readonly protocol: string;
  /** Length of the body on the wire. */
  readonly bytes: number;
};

/** A client, and what it was asked so far. */
export type RecordedClient = { readonly client: Client; readonly requests: readonly RequestRecord[] };

/** @returns the client, and a list that grows with each of its answers */
export function recordRequests(client: Client, server: string): RecordedClient {
  const requests: RequestRecord[] = [];
  const get: Client['get'] = async (ask, emit) => {
    const request = { method: 'GET', url: server + ask.path } as const;
    try {
      const exchange = await client.get(ask, emit);
      const { status, timings, protocol, bytes } = exchange;
      requests.push({ ...request, status, milliseconds: rounded(timings.total), protocol, bytes });
      return exchange;
    } catch (error) {
      requests.push({ ...request, status: 0, milliseconds: 0, protocol: '', bytes: 0 });
      throw error;
    }
  };
  return { client: { get, close: client.close }, requests };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
