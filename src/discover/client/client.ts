import { CancelledError, ClusterError } from '../../errors.ts';
import type { Target } from '../kubeconfig/target.ts';
import type { Clock, Emit } from '../log/trace-event.ts';
import { type Access, accessTo } from './access.ts';
import type { Attempt, Outcome } from './attempt.ts';
import type { Environment } from './choose-proxy.ts';
import type { CallSite, Exchange, Method } from './exchange.ts';
import { follow } from './follow.ts';
import { gate } from './gate.ts';
import type { RecordedExchange } from './recorded-exchange.ts';
import { LOST_DELAY, MAX_RETRIES, retryDelay } from './retry-delay.ts';
import { type TimeLimit, timeLimits } from './time-limit.ts';
import { sleep } from './until-aborted.ts';

/** What one request asks for. */
export type Ask = {
  readonly path: string;
  readonly accept: string;
  readonly site: CallSite;
  /** GET where it is not given; nothing else is sent a second time. */
  readonly method?: Method;
  readonly body?: string;
  readonly contentType?: string;
};

/** Takes what came of a try when it has ended. */
export type OnExchange = (exchange: RecordedExchange) => void;

/** Asks one API server. */
export type Client = {
  /**
   * Asks, again where the connection is lost or the server says when to come back, and once more with new credentials
   * where it does not take these.
   *
   * @throws ClusterError where no whole answer came, whatever its status; CancelledError on Ctrl-C
   */
  readonly get: (ask: Ask, emit: Emit, onExchange?: OnExchange) => Promise<Exchange>;
  readonly close: () => void;
};

/** What a client is made of. */
export type ClientOptions = {
  readonly target: Target;
  /** Milliseconds that one request may take, its body and its further tries included. */
  readonly timeout: number;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** The proxies that it names are used (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in either case). */
  readonly env: Environment;
};

/** @returns a client that connects with its first request; HTTP/2 where the server speaks it */
export function createClient(options: ClientOptions): Client {
  const start = timeLimits(options.signal);
  const access = accessTo(options);
  const door = gate(() => access.limit());
  const asked = async (asking: Asking) => {
    const limit = start(options.timeout);
    try {
      return await triedUntilAnswered(asking, limit);
    } finally {
      limit.end();
    }
  };
  return {
    get: async (ask, emit, onExchange) => {
      await door.enter();
      try {
        const { target } = access.current();
        const asking = { options, access, ask, emit, onExchange };
        const first = await asked({ ...asking, number: 1 });
        if (first.exchange.status !== 401 || target.refresh === undefined) return first.exchange;
        await access.refresh(target);
        return (await asked({ ...asking, number: first.number + 1 })).exchange;
      } finally {
        door.leave();
      }
    },
    close: () => access.close(),
  };
}

type Asking = Pick<Attempt, 'options' | 'ask' | 'emit' | 'onExchange'> & {
  readonly access: Access;
  /** That of the next try. */
  readonly number: number;
};

type Answered = { readonly exchange: Exchange; readonly number: number };

async function triedUntilAnswered(asking: Asking, limit: TimeLimit): Promise<Answered> {
  const { options, access, ask, emit } = asking;
  for (let number = asking.number; ; number += 1) {
    const outcome = await follow({ ...asking, ...access.current(), number, limit });
    const delay = delayOf(outcome, ask);
    const isLast = number - asking.number >= MAX_RETRIES || delay === undefined || delay >= limit.remaining();
    if (isLast) return { exchange: answered(outcome, number), number };
    await sleep(delay, limit.signal);
    if (options.signal.aborted) throw new CancelledError('cancelled');
    emit({ at: options.clock(), kind: 'retry', request: outcome.request, attempt: number, delay });
  }
}

/** client-go tries nothing but GET again after a lost connection, and kx nothing but GET at all. */
function delayOf(outcome: Outcome, { method = 'GET' }: Ask): number | undefined {
  if (method !== 'GET') return undefined;
  if (outcome.exchange !== undefined) return retryDelay(outcome.exchange);
  return outcome.mayComeBack ? LOST_DELAY : undefined;
}

function answered({ exchange, error }: Outcome, number: number): Exchange {
  if (exchange !== undefined) return exchange;
  if (number === 1) throw error;
  const details = { cause: error.cause, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  throw new ClusterError(`${error.message}, at the last of ${number} tries`, details);
}
