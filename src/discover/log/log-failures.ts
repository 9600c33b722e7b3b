import { ClusterError } from '../../errors.ts';
import type { Ask, Client } from '../client/client.ts';
import type { Exchange } from '../client/exchange.ts';
import { isTransient } from '../walk/is-transient.ts';
import { bodyFailure } from './body-failure.ts';
import { type ClientFailure, connectionFailure, rootFailure, versionFailure } from './client-failure.ts';
import { networkError } from './go-network-error.ts';
import type { Clock, Emit } from './trace-event.ts';

/** Where the failures are told, in kubectl's words, and of which server. */
export type FailureLog = { readonly server: string; readonly clock: Clock };

/** @returns a client that tells what kubectl logs of an answer it cannot use, behind the answer itself */
export function logFailures(client: Client, { server, clock }: FailureLog): Client {
  const told = new Set<string>();
  return {
    ...client,
    get: async (ask, emit, onExchange) => {
      const telling = { ask, emit, told, clock };
      try {
        const exchange = await client.get(ask, emit, onExchange);
        const mayReturn = isTransient({ exchange, error: undefined });
        tellFailure({ ...telling, mayReturn, failure: failureOf(ask, exchange) });
        return exchange;
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
        const failure =
          bodyFailure(error.cause) ?? connectionFailure(server + ask.path, reasonOf(error.cause, clock()));
        tellFailure({ ...telling, mayReturn: isTransient({ exchange: undefined, error }), failure });
        throw error;
      }
    },
  };
}

/** An answer that comes too late has no error of the network. */
function reasonOf(cause: unknown, now: number): string {
  const isLate = cause instanceof Error && /^(aborted|The operation was aborted)/.test(cause.message);
  return isLate
    ? 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
    : networkError(cause, now);
}

function failureOf(ask: Ask, exchange: Exchange): ClientFailure | undefined {
  if (ask.site === 'list') return undefined;
  if (ask.site === 'groupVersion') return versionFailure(groupVersionOf(ask.path), exchange);
  return rootFailure(ask.site, exchange);
}

function groupVersionOf(path: string): string {
  return path.replace(/\?.*/, '').replace(/^\/apis?\//, '');
}

type Telling = {
  readonly ask: Ask;
  readonly emit: Emit;
  /** undefined: there is none. */
  readonly failure: ClientFailure | undefined;
  readonly mayReturn: boolean;
  /** Paths whose failure was told; `/` once the walk of kubectl is over. */
  readonly told: Set<string>;
  readonly clock: Clock;
};

/** kubectl ends with the first of /api and /apis that fails; group versions that may work again it asks twice. */
function tellFailure({ ask, emit, failure, mayReturn, told, clock }: Telling): void {
  const at = clock();
  if (failure === undefined || told.has('/') || ask.site === 'list') return;
  if (ask.site !== 'groupVersion') {
    told.add('/');
    emit({ at, kind: 'groupsFailed', failure });
    return;
  }
  const isRepeated = told.has(ask.path);
  told.add(ask.path);
  const groupVersion = groupVersionOf(ask.path);
  const isLast = isRepeated || !mayReturn;
  emit({ at, kind: 'versionFailed', groupVersion, failure, isRepeated, isLast });
}
