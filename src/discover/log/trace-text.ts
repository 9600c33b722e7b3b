import type { SentRequest, Timings } from '../client/exchange.ts';
import { goQuote } from './klog-value.ts';
import type { LogLine } from './log-line.ts';
import type { TextSources } from './log-sources.ts';
import { maskHeader } from './mask-header.ts';
import type { TraceEvent } from './trace-event.ts';

type Of<K extends TraceEvent['kind']> = Extract<TraceEvent, { kind: K }>;

/** @returns what kubectl 1.27 to 1.32 log before a request, at level 7 and above */
export function textRequest({ request }: Of<'request'>, level: number, at: TextSources): readonly LogLine[] {
  if (level < 7) return [];
  if (level >= 9) return [line(at.curl, curlCommand(request))];
  return [
    line(at.url, `${request.method} ${request.url}`),
    line(at.requestTitle, 'Request Headers:'),
    ...headerLines(request.headers, at.requestHeader),
  ];
}

/** @returns what they log when a connection stands, at level 9 and above */
export function textDial({ address }: Of<'dial'>, level: number, at: TextSources): readonly LogLine[] {
  return level < 9 ? [] : [line(at.dialled, `HTTP Trace: Dial to tcp:${address} succeed`)];
}

/** @returns what they log of an answer's head */
export function textResponse(event: Of<'response'>, level: number, at: TextSources): readonly LogLine[] {
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
