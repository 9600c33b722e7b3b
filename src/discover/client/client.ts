import { STATUS_CODES } from 'node:http';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CancelledError } from '../../errors.ts';
import type { Target } from '../kubeconfig/target.ts';
import type { Clock, Emit } from '../log/trace-event.ts';
import { goHeaders, isCompressed } from './answer-headers.ts';
import { type Connection, connection } from './connection.ts';
import type { CallSite, Exchange, HeaderList, Method, SentRequest, Timings } from './exchange.ts';
import type { RecordedExchange } from './recorded-exchange.ts';
import { requestError } from './request-error.ts';
import type { WireAnswer } from './transport.ts';

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
  /** @throws ClusterError where no whole answer came, whatever its status; CancelledError on Ctrl-C */
  readonly get: (ask: Ask, emit: Emit, onExchange?: OnExchange) => Promise<Exchange>;
  readonly close: () => void;
};

/** What a client is made of. */
export type ClientOptions = {
  readonly target: Target;
  /** Milliseconds that one request may take, its body included. */
  readonly timeout: number;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** The proxies that it names are used (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in either case). */
  readonly env: Readonly<{ [name: string]: string | undefined }>;
};

/** @returns a client that connects with its first request; HTTP/2 where the server speaks it */
export function createClient(options: ClientOptions): Client {
  const shared = connection(options.target);
  return {
    get: (ask, emit, onExchange) => exchange({ options, shared, emit, ask, onExchange }),
    close: () => shared.close(),
  };
}

type Sending = {
  readonly options: ClientOptions;
  readonly shared: Connection;
  readonly ask: Ask;
  readonly emit: Emit;
  readonly onExchange: OnExchange | undefined;
};

async function exchange(sending: Sending): Promise<Exchange> {
  const { options, shared, emit, ask, onExchange } = sending;
  const { clock, target } = options;
  const headers = requestHeaders(options, ask);
  const request: SentRequest = {
    method: ask.method ?? 'GET',
    url: target.server + ask.path,
    headers,
    site: ask.site,
  };
  emit({ at: clock(), kind: 'request', request });
  const start = performance.now();
  const deadline = AbortSignal.timeout(options.timeout);
  const signal = AbortSignal.any([options.signal, deadline]);
  let isHeadLogged = false;
  const startedAt = clock();
  const record = (timings: Timings, receive: number, ending: Pick<RecordedExchange, 'answer' | 'error'>) =>
    onExchange?.({
      request,
      startedAt,
      attempt: 1,
      timings: { ...timings, receive },
      connection: undefined,
      ...ending,
    });
  try {
    const onDial = (address: string) => emit({ at: clock(), kind: 'dial', request, address });
    const { transport, dialled } = await aborted(shared.ready(onDial), signal);
    const connected = performance.now();
    const path = new URL(target.server).pathname.replace(/\/$/, '') + ask.path;
    const sent = [...headers, ...(target.compression ? [['Accept-Encoding', 'gzip'] as const] : [])];
    const { method } = request;
    const answer = await transport.send({ method, path, headers: sent, body: ask.body, signal });
    const head = headOf(answer, timingsOf({ start, connected, dialled }));
    emit({ at: clock(), kind: 'response', request, ...head });
    isHeadLogged = true;
    const wire = await aborted(answer.body, signal);
    const body = (isCompressed(answer.headers) ? await promisify(gunzip)(wire) : wire).toString('utf8');
    emit({ at: clock(), kind: 'body', request, text: body });
    const { status } = answer;
    const whole = { protocol: transport.protocol, bytes: wire.length, body };
    record(head.timings, performance.now() - start - head.timings.total, {
      answer: { ...whole, status, statusText: STATUS_CODES[status] ?? '', headers: answer.headers },
      error: undefined,
    });
    return { request, ...head, ...whole };
  } catch (error) {
    const failed = failedResponse(request, performance.now() - start, clock());
    if (!isHeadLogged) emit(failed);
    if (options.signal.aborted) throw new CancelledError('cancelled', { cause: error });
    const { timeout, env } = options;
    const proxy = env['HTTPS_PROXY'] ?? env['https_proxy'];
    const said = requestError({ error, url: request.url, target, timeout, isLate: deadline.aborted, proxy });
    record(failed.timings, 0, { answer: undefined, error: said.message });
    throw said;
  }
}

function requestHeaders({ target, userAgent }: ClientOptions, { accept, contentType }: Ask): HeaderList {
  const type = contentType === undefined ? [] : [['Content-Type', contentType] as const];
  return [['Accept', accept], ...type, ['User-Agent', userAgent], ...target.headers];
}

/** node:http2 and node:stream do not listen to the signal while they connect or read a body. */
async function aborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    stop = () => reject(new Error('aborted'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}

type Times = {
  readonly start: number;
  readonly connected: number;
  readonly dialled:
    | { readonly lookup: number; readonly dial: number; readonly handshake: number }
    | undefined;
};

function timingsOf({ start, connected, dialled }: Times): Timings {
  const now = performance.now();
  const parts = dialled ?? { lookup: 0, dial: 0, handshake: 0 };
  return {
    total: now - start,
    reused: dialled === undefined,
    lookup: parts.lookup,
    dial: parts.dial,
    handshake: parts.handshake,
    connection: connected - start,
    server: now - connected,
  };
}

function headOf(answer: WireAnswer, timings: Timings) {
  return {
    status: answer.status,
    statusText: `${answer.status} ${STATUS_CODES[answer.status] ?? ''}`.trimEnd(),
    headers: goHeaders(answer.headers),
    timings,
  };
}

function failedResponse(request: SentRequest, total: number, at: number) {
  const timings: Timings = {
    total,
    reused: false,
    lookup: 0,
    dial: 0,
    handshake: 0,
    connection: 0,
    server: 0,
  };
  return { at, kind: 'response', request, statusText: '', headers: [], timings } as const;
}
