import type { HeaderList, Timings } from '../client/exchange.ts';
import { goDuration } from '../walk/go-duration.ts';
import { dialError } from './go-network-error.ts';
import { klogValue } from './klog-value.ts';
import type { LogLine } from './log-line.ts';
import { maskHeader } from './mask-header.ts';
import type { HttpEvent, Of } from './trace-event.ts';
import { curlCommand } from './trace-text.ts';

/** Lines of round_trippers.go, the same from 1.33 to 1.37. */
const SOURCES = { request: 527, resolved: 547, dialFailed: 560, dialled: 562, response: 632 } as const;

/** @returns what kubectl 1.33 and newer log of a request, its bodies apart */
export function structuredLines(event: HttpEvent, level: number): readonly LogLine[] {
  switch (event.kind) {
    case 'request':
      return structuredRequest(event, level);
    case 'lookup':
      return structuredLookup(event, level);
    case 'dial':
      return structuredDial(event, level);
    case 'response':
      return structuredResponse(event, level);
    case 'retry':
      return structuredRetry(event, level);
  }
}

/** Before a request, at level 7 and above */
function structuredRequest({ request }: Of<'request'>, level: number): readonly LogLine[] {
  if (level < 7) return [];
  const curl = klogValue('curlCommand', `${curlCommand(request)}\n`);
  if (level >= 9) return [line(SOURCES.request, 'Request', curl)];
  const target = klogValue('verb', request.method) + klogValue('url', request.url);
  return [line(SOURCES.request, 'Request', target + klogValue('headers', headerText(request.headers)))];
}

/** When a host name was looked up, at level 9 and above */
function structuredLookup({ host, addresses }: Of<'lookup'>, level: number): readonly LogLine[] {
  if (level < 9) return [];
  const found = JSON.stringify(addresses.map((address) => ({ IP: address, Zone: '' })));
  return [
    line(SOURCES.resolved, 'HTTP Trace: DNS Lookup resolved', `${klogValue('host', host)} address=${found}`),
  ];
}

/** When a connection stands or does not come to stand, at level 9 and above */
function structuredDial({ address, failure }: Of<'dial'>, level: number): readonly LogLine[] {
  if (level < 9) return [];
  const place = klogValue('network', 'tcp') + klogValue('address', address);
  if (failure === undefined) return [line(SOURCES.dialled, 'HTTP Trace: Dial succeed', place)];
  return [
    line(
      SOURCES.dialFailed,
      'HTTP Trace: Dial failed',
      place + klogValue('err', dialError(failure, address)),
    ),
  ];
}

/** Before a request is sent again, at level 4 and above */
function structuredRetry({ request, attempt, delay }: Of<'retry'>, level: number): readonly LogLine[] {
  if (level < 4) return [];
  const values = [
    klogValue('delay', goDuration(delay)),
    klogValue('attempt', attempt),
    klogValue('url', request.url),
  ];
  return [{ source: 'with_retry.go:234', text: `"Got a Retry-After response"${values.join('')}` }];
}

/** Of an answer's head; at 7 and 8 without the URL, which the request line gave */
function structuredResponse(event: Of<'response'>, level: number): readonly LogLine[] {
  if (level < 6) return [];
  const { request, statusText, timings } = event;
  const target = klogValue('verb', request.method) + klogValue('url', request.url);
  const values = [
    level === 6 || level >= 9 ? target : '',
    klogValue('status', statusText),
    level >= 8 ? klogValue('headers', headerText(event.headers)) : '',
    klogValue('milliseconds', Math.floor(timings.total)),
    level >= 9 ? timingValues(timings) : '',
  ];
  return [line(SOURCES.response, 'Response', values.join(''))];
}

function timingValues({ reused, lookup, dial, handshake, connection, server }: Timings): string {
  const parts = reused
    ? klogValue('getConnectionMilliseconds', Math.floor(connection))
    : klogValue('dnsLookupMilliseconds', Math.floor(lookup)) +
      klogValue('dialMilliseconds', Math.floor(dial)) +
      klogValue('tlsHandshakeMilliseconds', Math.floor(handshake));
  return parts + (server === 0 ? '' : klogValue('serverProcessingMilliseconds', Math.floor(server)));
}

/** headersMap of round_trippers.go: sorted by name, one line each. */
function headerText(headers: HeaderList): string {
  const sorted = headers.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return sorted.map(([name, value]) => `${name}: ${maskHeader(name, value)}\n`).join('');
}

function line(source: number, message: string, values: string): LogLine {
  return { source: `round_trippers.go:${source}`, text: `"${message}"${values}` };
}
