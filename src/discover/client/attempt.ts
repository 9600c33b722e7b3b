import { CancelledError, type ClusterError } from '../../errors.ts';
import type { Target } from '../kubeconfig/target.ts';
import type { Emit } from '../log/trace-event.ts';
import { goHeaders } from './answer-headers.ts';
import { bodyText } from './body-text.ts';
import type { ProxyServer } from './choose-proxy.ts';
import type { Ask, ClientOptions, OnExchange } from './client.ts';
import type { Connections, Lease } from './connections.ts';
import type { Exchange, HeaderList, SentRequest } from './exchange.ts';
import type { Stage } from './link.ts';
import { isLost } from './lost.ts';
import type { RecordedConnection, RecordedExchange } from './recorded-exchange.ts';
import { clientCertificateProblem, requestError } from './request-error.ts';
import { MAX_RETRIES, retryDelay } from './retry-delay.ts';
import { statusText } from './status-text.ts';
import type { TimeLimit } from './time-limit.ts';
import { type Marks, timingsOf } from './timings-of.ts';
import { UnprocessedError, type WireAnswer } from './transport.ts';
import { untilAborted } from './until-aborted.ts';
import { misdirected } from './wrong-scheme.ts';

/** One try of a request. */
export type Attempt = {
  readonly options: ClientOptions;
  readonly target: Target;
  readonly proxy: ProxyServer | undefined;
  readonly connections: Connections;
  readonly ask: Ask;
  readonly emit: Emit;
  readonly onExchange: OnExchange | undefined;
  /** 1, 2, … */
  readonly number: number;
  readonly limit: TimeLimit;
  /** Where on the server an answer said to ask instead: path and query, without the prefix of the server's address. */
  readonly redirected?: { readonly path: string; readonly from: string };
};

/** What came of a try; a connection that was lost may come back with the next. */
export type Outcome = { readonly request: SentRequest } & (
  | { readonly exchange: Exchange; readonly error: undefined }
  | { readonly exchange: undefined; readonly error: ClusterError; readonly mayComeBack: boolean }
);

/** How often a request goes out again, within one try, that the server never began to process, as with net/http. */
const MAX_UNPROCESSED = 6;

/**
 * Sends a request once and reads its answer, with the events and the record of it.
 *
 * @throws CancelledError on Ctrl-C
 */
export async function attempt(trying: Attempt): Promise<Outcome> {
  const { options, emit, number, limit, target, proxy } = trying;
  const { clock } = options;
  const request = requestOf(trying);
  const marks = { start: performance.now() };
  const run: Run = { request, startedAt: clock(), marks, stage: undefined };
  emit({ at: clock(), kind: 'request', request: loggedRequest(request, target), attempt: number });
  try {
    return { request, exchange: await exchangeOf(trying, run), error: undefined };
  } catch (cause) {
    const timings = { ...timingsOf(run.marks, performance.now(), false), receive: 0 };
    if (run.stage !== 'body') {
      emit({ at: clock(), kind: 'response', request, statusText: '', headers: [], timings });
    }
    if (options.signal.aborted) throw new CancelledError('cancelled', { cause });
    const late = limit.isUp() ? (run.stage ?? trying.connections.stage()) : undefined;
    const { timeout } = options;
    const failed = { error: cause, url: request.url, target, proxy, timeout, late, now: clock() };
    const error = requestError(failed);
    record(trying, run, { timings, answer: undefined, error: error.message });
    const mayComeBack =
      late === undefined && isLost(cause) && clientCertificateProblem(target, clock()) === undefined;
    return { request, exchange: undefined, error, mayComeBack };
  }
}

/** How far a try is. */
type Run = {
  readonly request: SentRequest;
  readonly startedAt: number;
  readonly marks: Marks;
  /** undefined while a connection is being made. */
  stage: Stage | undefined;
  connection?: RecordedConnection;
};

function requestOf(trying: Attempt): SentRequest {
  const { ask, options, target, redirected } = trying;
  const { method = 'GET', accept, contentType, site } = ask;
  const optional: HeaderList = [
    ...(contentType === undefined ? [] : [['Content-Type', contentType] as const]),
    ['User-Agent', options.userAgent],
    ...target.headers,
    ...(redirected === undefined ? [] : [['Referer', redirected.from] as const]),
  ];
  const [authority = ''] = /^[^:]*:\/\/[^/]*/.exec(target.server) ?? [];
  const url = authority + pathOf(trying);
  return { method, url, headers: [['Accept', accept], ...optional], site };
}

function pathOf({ target, ask, redirected }: Attempt): string {
  return redirected?.path ?? new URL(target.server).pathname.replace(/\/$/, '') + ask.path;
}

function loggedRequest(request: SentRequest, { isPluginToken }: Target): SentRequest {
  if (isPluginToken === undefined) return request;
  return { ...request, headers: request.headers.filter(([name]) => name !== 'Authorization') };
}

async function exchangeOf(trying: Attempt, run: Run): Promise<Exchange> {
  const { emit, options, limit } = trying;
  const { request } = run;
  const { lease, answer } = await sendAnyhow(trying, run);
  try {
    const timings = timingsOf(run.marks, performance.now(), true);
    const { status } = answer;
    const named = `${status} ${statusText(status)}`.trimEnd();
    const head = { status, statusText: named, headers: goHeaders(answer.headers), timings };
    emit({ at: options.clock(), kind: 'response', request, ...head });
    run.stage = 'body';
    // Node takes the end of a connection that the signal cut for the end of a body without a length.
    const { wire, text: body } = await untilAborted(bodyText(answer, request.url), limit.signal);
    // client-go throws the body of an answer away that it asks for again, and does not log it.
    if (retryDelay(head) === undefined || trying.number > MAX_RETRIES) {
      emit({ at: options.clock(), kind: 'body', request, text: body });
    }
    const refusal = misdirected({ status, body }, trying.target, trying.proxy);
    if (refusal !== undefined) throw refusal;
    const { protocol } = lease.transport;
    const whole = { status, protocol, bytes: wire.length, body };
    record(trying, run, {
      timings: { ...timings, receive: performance.now() - run.marks.start - timings.total },
      answer: { ...whole, statusText: statusText(status), headers: answer.headers },
      error: undefined,
    });
    return { request, ...head, ...whole };
  } finally {
    lease.release();
  }
}

type Sent = { readonly lease: Lease; readonly answer: WireAnswer };

async function sendAnyhow(trying: Attempt, run: Run): Promise<Sent> {
  for (let repeated = 0; ; repeated += 1) {
    try {
      return await send(trying, run);
    } catch (error) {
      if (!(error instanceof UnprocessedError)) throw error;
      if (run.request.method !== 'GET' || repeated === MAX_UNPROCESSED) throw error.cause;
      run.stage = undefined;
    }
  }
}

async function send(trying: Attempt, run: Run): Promise<Sent> {
  const { target, connections, ask, limit } = trying;
  const { request, marks } = run;
  const lease = connections.free() ?? (await newLease(trying, run));
  try {
    run.stage = 'answer';
    run.connection = lease.transport.link.connection;
    marks.connected = performance.now();
    if (lease.isNew) marks.link = lease.transport.link.times;
    const answer = await lease.transport.send({
      method: request.method,
      path: pathOf(trying),
      headers: sentHeaders(request, target),
      body: ask.body,
      signal: limit.signal,
    });
    return { lease, answer };
  } catch (error) {
    lease.release();
    throw error;
  }
}

function newLease({ options, connections, emit, limit }: Attempt, { request, marks }: Run): Promise<Lease> {
  const { clock } = options;
  const leasing = connections.lease({
    onLookup: (host, addresses) => {
      marks.lookedUp = performance.now();
      emit({ at: clock(), kind: 'lookup', request, host, addresses });
    },
    onDial: (address, failure) => {
      Object.assign(marks, { dialled: performance.now(), isDialFailed: failure !== undefined });
      emit({ at: clock(), kind: 'dial', request, address, ...(failure === undefined ? {} : { failure }) });
    },
  });
  return untilAborted(leasing, limit.signal);
}

function sentHeaders({ headers }: SentRequest, { compression }: Target): HeaderList {
  return compression ? [...headers, ['Accept-Encoding', 'gzip']] : headers;
}

type Ending = Pick<RecordedExchange, 'timings' | 'answer' | 'error'>;

function record({ target, onExchange, number }: Attempt, run: Run, ending: Ending): void {
  const request = { ...run.request, headers: sentHeaders(run.request, target) };
  const { startedAt, connection } = run;
  onExchange?.({ request, startedAt, attempt: number, connection, ...ending });
}
