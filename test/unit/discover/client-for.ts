import { onTestFinished, vi } from 'vitest';
import { type Client, type ClientOptions, createClient } from '../../../src/discover/client/client.ts';
import type { RecordedExchange } from '../../../src/discover/client/recorded-exchange.ts';
import type { Target } from '../../../src/discover/kubeconfig/target.ts';
import type { TraceEvent } from '../../../src/discover/log/trace-event.ts';
import type { FakeServer } from './fake-api-server.ts';
import { originsFor } from './origins-for.ts';

/** Longer than any test, so that no limit ends it. */
const LIMIT = 60_000;

/** A client, and what it tells. */
export type TestClient = {
  readonly get: (path: string, method?: 'GET' | 'PATCH') => ReturnType<Client['get']>;
  readonly records: RecordedExchange[];
  readonly events: TraceEvent[];
  readonly stop: AbortController;
};

type Given = Partial<Pick<ClientOptions, 'timeout' | 'env'>> & {
  readonly target?: Partial<Target>;
  readonly tls?: Partial<Target['tls']>;
};

/** @returns a target as a kubeconfig with nothing but a server and its CA gives it */
export function targetFor(
  { url, ca }: Pick<FakeServer, 'url' | 'ca'>,
  { target = {}, tls = {} }: Given = {},
): Target {
  return {
    server: url,
    tls: {
      ca: ca === '' ? undefined : ca,
      cert: undefined,
      key: undefined,
      serverName: undefined,
      insecure: false,
      ...tls,
    },
    headers: [],
    compression: true,
    namespace: 'default',
    proxyUrl: undefined,
    origins: originsFor('ORIGINAL'),
    ...target,
  };
}

/** @returns a client that is closed when the test ends */
export function clientFor(server: Pick<FakeServer, 'url' | 'ca'>, given: Given = {}): TestClient {
  const stop = new AbortController();
  const records: RecordedExchange[] = [];
  const events: TraceEvent[] = [];
  const client = createClient({
    target: targetFor(server, given),
    timeout: given.timeout ?? LIMIT,
    userAgent: 'kx/test',
    signal: stop.signal,
    clock: () => performance.timeOrigin + performance.now(),
    env: given.env ?? {},
  });
  onTestFinished(() => client.close());
  const get: TestClient['get'] = (path, method = 'GET') =>
    client.get(
      { path, accept: '*/*', site: 'api', method, ...(method === 'GET' ? {} : { body: '{}' }) },
      (event) => events.push(event),
      (record) => records.push(record),
    );
  return { get, records, events, stop };
}

/** Shortens every wait of less than ten seconds: all but those for the end of a request. @returns how long each would have been, in milliseconds */
export function shortWaits(): readonly number[] {
  const waits: number[] = [];
  const wait = globalThis.setTimeout;
  vi.stubGlobal('setTimeout', (work: () => void, milliseconds: number) => {
    if (milliseconds > 10_000) return wait(work, milliseconds);
    waits.push(milliseconds);
    return wait(work, 0);
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  return waits;
}

/** @returns what the promise was rejected with */
export async function failureOf(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );
}
