import type { HeaderList } from '../client/exchange.ts';
import type { RecordedAnswer, RecordedExchange } from '../client/recorded-exchange.ts';
import { maskSecrets } from '../log/mask-secrets.ts';
import { harHeaders, type NameValue } from './har-headers.ts';
import { harTime, harTimings } from './har-timings.ts';

/** What was asked, of whom, and by which kx. */
type Recording = {
  readonly server: string;
  readonly version: string;
  readonly exchanges: readonly RecordedExchange[];
};

const PAGE = 'discover';

/**
 * Tells exchanges as an HTTP archive (HAR 1.2, w3c.github.io/web-performance/specs/HAR): each try is an entry, also one
 * that got no answer, as Chrome writes it. Credentials and secret values are masked. Firefox wants a page.
 */
export function harOf({ server, version, exchanges }: Recording): object {
  const [first] = exchanges;
  const page = {
    startedDateTime: isoOf(first?.startedAt ?? 0),
    id: PAGE,
    title: `kx discover ${server}`,
    pageTimings: {},
  };
  return {
    log: {
      version: '1.2',
      creator: { name: 'kx', version },
      pages: first === undefined ? [] : [page],
      entries: exchanges.map(entryOf),
    },
  };
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function entryOf(exchange: RecordedExchange): object {
  const { startedAt, connection } = exchange;
  const timings = harTimings(exchange);
  return {
    pageref: PAGE,
    startedDateTime: isoOf(startedAt),
    time: harTime(timings),
    request: requestOf(exchange),
    response: responseOf(exchange),
    cache: {},
    timings,
    ...(connection === undefined
      ? {}
      : { serverIPAddress: ipOf(connection.address), connection: String(connection.id) }),
    ...(connection?.tls === undefined ? {} : { _tls: connection.tls }),
    _attempt: exchange.attempt,
  };
}

/** @returns the address of `192.0.2.1:443` and `[2001:db8::1]:443`; Node writes the latter without brackets */
function ipOf(address: string): string {
  return address.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

function requestOf({ request, answer }: RecordedExchange): object {
  return {
    method: request.method,
    url: request.url,
    httpVersion: answer?.protocol ?? 'unknown',
    cookies: [],
    headers: harHeaders(request.headers),
    queryString: queryOf(request.url),
    headersSize: -1,
    bodySize: 0,
  };
}

function queryOf(url: string): readonly NameValue[] {
  return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
}

function responseOf({ answer, error }: RecordedExchange): object {
  if (answer === undefined) return { ...NO_RESPONSE, _error: error ?? 'no whole answer came' };
  return {
    status: answer.status,
    statusText: answer.statusText,
    httpVersion: answer.protocol,
    cookies: [],
    headers: harHeaders(answer.headers),
    content: contentOf(answer),
    redirectURL: headerValue(answer.headers, 'Location'),
    headersSize: -1,
    bodySize: answer.bytes,
  };
}

function contentOf({ headers, body, bytes }: RecordedAnswer): object {
  const size = new TextEncoder().encode(body).length;
  const text = maskSecrets(body);
  return {
    size,
    ...(size === bytes ? {} : { compression: size - bytes }),
    mimeType: headerValue(headers, 'Content-Type') || 'x-unknown',
    text,
    ...(text === body ? {} : { comment: 'secret values are masked' }),
  };
}

const NO_RESPONSE = {
  status: 0,
  statusText: '',
  httpVersion: 'unknown',
  cookies: [],
  headers: [],
  content: { size: 0, mimeType: 'x-unknown' },
  redirectURL: '',
  headersSize: -1,
  bodySize: -1,
} as const;

function headerValue(headers: HeaderList, name: string): string {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? '';
}
