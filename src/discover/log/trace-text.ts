import type { SentRequest, Timings } from '../client/exchange.ts';
import { goDuration } from '../walk/go-duration.ts';
import { dialError } from './go-network-error.ts';
import { goQuote } from './klog-value.ts';
import type { LogLine } from './log-line.ts';
import type { TextSources } from './log-sources.ts';
import { maskHeader } from './mask-header.ts';
import type { HttpEvent, Of } from './trace-event.ts';

/** @returns what kubectl 1.27 to 1.32 log of a request, its bodies apart */
export function textLines(event: HttpEvent, level: number, at: TextSources): readonly LogLine[] {
  switch (event.kind) {
    case 'request':
      return textRequest(event, level, at);
    case 'lookup':
      return textLookup(event, level, at);
    case 'dial':
      return textDial(event, level, at);
    case 'response':
      return textResponse(event, level, at);
    case 'retry':
      return textRetry(event, level);
  }
}

/** Before a request, at level 7 and above */
function textRequest({ request }: Of<'request'>, level: number, at: TextSources): readonly LogLine[] {
  if (level < 7) return [];
  if (level >= 9) return [line(at.curl, curlCommand(request))];
  return [
    line(at.url, `${request.method} ${request.url}`),
    line(at.requestTitle, 'Request Headers:'),
    ...headerLines(request.headers, at.requestHeader),
  ];
}

/** When a host name was looked up, at level 9 and above */
function textLookup({ host, addresses }: Of<'lookup'>, level: number, at: TextSources): readonly LogLine[] {
  if (level < 9) return [];
  const found = addresses.map((address) => `{${address} }`).join(' ');
  return [line(at.resolved, `HTTP Trace: DNS Lookup for ${host} resolved to [${found}]`)];
}

/** When a connection stands or does not come to stand, at level 9 and above */
function textDial({ address, failure }: Of<'dial'>, level: number, at: TextSources): readonly LogLine[] {
  if (level < 9) return [];
  if (failure === undefined) return [line(at.dialled, `HTTP Trace: Dial to tcp:${address} succeed`)];
  const why = dialError(failure, address);
  return [line(at.dialFailed, `HTTP Trace: Dial to tcp:${address} failed: ${why}`)];
}

/** Before a request is sent again, at level 4 and above */
function textRetry({ request, attempt, delay }: Of<'retry'>, level: number): readonly LogLine[] {
  if (level < 4) return [];
  const text = `Got a Retry-After ${goDuration(delay)} response for attempt ${attempt} to ${request.url}`;
  return [{ source: 'with_retry.go:234', text }];
}

/** Of an answer's head. */
function textResponse(event: Of<'response'>, level: number, at: TextSources): readonly LogLine[] {
  const { request, statusText, timings } = event;
  const took = `${statusText} in ${Math.floor(timings.total)} milliseconds`;
  const isTiming = level === 6 || level >= 9;
  const head = isTiming
    ? line(at.timing, `${request.method} ${request.url} ${took}`)
    : line(at.status, `Response Status: ${took}`);
  return [
    ...(level >= 6 ? [head] : []),
    ...(level >= 9 ? [line(at.statistics, `HTTP Statistics: ${statistics(timings)}`)] : []),
    ...(level >= 8 ? [line(at.responseTitle, 'Response Headers:')] : []),
    ...(level >= 8 ? headerLines(event.headers, at.responseHeader) : []),
  ];
}

/** A request as a shell command; the two blanks after -XGET are client-go's (requestInfo.toCurl). */
export function curlCommand({ method, url, headers }: SentRequest): string {
  const flags = headers.map(([name, value]) => ` -H ${goQuote(`${name}: ${maskHeader(name, value)}`)}`);
  return `curl -v -X${method} ${flags.join('')} '${url}'`;
}

function statistics({ reused, lookup, dial, handshake, connection, server, total }: Timings): string {
  const parts = reused
    ? [`GetConnection ${Math.floor(connection)} ms`]
    : [
        `DNSLookup ${Math.floor(lookup)} ms`,
        `Dial ${Math.floor(dial)} ms`,
        `TLSHandshake ${Math.floor(handshake)} ms`,
      ];
  const waited = server === 0 ? [] : [`ServerProcessing ${Math.floor(server)} ms`];
  return [...parts, ...waited, `Duration ${Math.floor(total)} ms`].join(' ');
}

function headerLines(headers: SentRequest['headers'], source: number): readonly LogLine[] {
  return headers.map(([name, value]) => line(source, `    ${name}: ${maskHeader(name, value)}`));
}

function line(source: number, text: string): LogLine {
  return { source: `round_trippers.go:${source}`, text };
}
