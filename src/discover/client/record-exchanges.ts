import type { Client } from './client.ts';
import type { RecordedExchange } from './recorded-exchange.ts';

/** A client, and what came of each of its tries so far, in the order in which they were sent. */
export type RecordedClient = { readonly client: Client; readonly exchanges: readonly RecordedExchange[] };

/** @returns the client, and a list that grows with each try that ended */
export function recordExchanges(client: Client): RecordedClient {
  const exchanges: RecordedExchange[] = [];
  const record = (exchange: RecordedExchange) => {
    const before = exchanges.findLastIndex(({ startedAt }) => startedAt <= exchange.startedAt);
    exchanges.splice(before + 1, 0, exchange);
  };
  return { client: { ...client, get: (ask, emit) => client.get(ask, emit, record) }, exchanges };
}
