import type { KubectlVersion } from '../../options/discover/kubectl.ts';
import { printable } from '../../render/printable.ts';
import type { SentRequest } from '../client/exchange.ts';
import { goDuration } from '../walk/go-duration.ts';
import { klogHeader } from './klog-header.ts';
import { klogValue } from './klog-value.ts';
import { loggedBody } from './log-body.ts';
import type { LogLine } from './log-line.ts';
import { LOG_SOURCES, type LogSources } from './log-sources.ts';
import type { TraceEvent } from './trace-event.ts';
import { structuredDial, structuredRequest, structuredResponse } from './trace-structured.ts';
import { textDial, textRequest, textResponse } from './trace-text.ts';

/** Whose lines to print, and how many. */
export type TraceStyle = { readonly level: number; readonly kubectl: KubectlVersion; readonly pid: number };

/**
 * Says what a kubectl version prints about an event at a level: each line with klog's header.
 *
 * @returns whole lines, each ended by a line break; '' where that level says nothing
 */
export function traceLines(event: TraceEvent, { level, kubectl, pid }: TraceStyle): string {
  const lines = linesOf(event, level, LOG_SOURCES[kubectl]);
  return lines.map(({ source, text }) => `${klogHeader(event.at, pid, source)}${ended(safe(text))}`).join('');
}

/** kubectl logs bodies as they come. Line breaks and tabs stay; JSON holds no other control character. */
function safe(text: string): string {
  return text.replace(/[^\n\t]+/g, printable);
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function linesOf(event: TraceEvent, level: number, sources: LogSources): readonly LogLine[] {
  const { text } = sources;
  switch (event.kind) {
    case 'config':
      return configLines(event.file, level, sources);
    case 'gates':
      return gateLines(level, sources);
    case 'request':
      return [
        ...requestBody(event.request, level, sources),
        ...(text === undefined ? structuredRequest(event, level) : textRequest(event, level, text)),
      ];
    case 'dial':
      return text === undefined ? structuredDial(event, level) : textDial(event, level, text);
    case 'response':
      return text === undefined ? structuredResponse(event, level) : textResponse(event, level, text);
    case 'retry':
      return retryLines(event, level, sources);
    case 'body':
      return bodyLines(event.request, loggedBody(event.text, level), { level, sources });
  }
}

/** Two blanks before the path: Infoln puts one of its own behind the one in the text. */
function configLines(file: string, level: number, { loader }: LogSources): readonly LogLine[] {
  return level < 6 ? [] : [{ source: `loader.go:${loader}`, text: `Config loaded from file:  ${file}` }];
}

function gateLines(level: number, { features }: LogSources): readonly LogLine[] {
  if (level < 1) return [];
  return features.map(([name, enabled]) => ({
    source: 'envvar.go:172',
    text: `"Feature gate default state"${klogValue('feature', name)} enabled=${enabled}`,
  }));
}

/** Go prints whole seconds, which Retry-After is in, as `1s` (client-go rest/with_retry.go Before). */
function retryLines(event: Extract<TraceEvent, { kind: 'retry' }>, level: number, { text }: LogSources) {
  if (level < 4) return [];
  const delay = goDuration(event.delay);
  const { url } = event.request;
  const line =
    text === undefined
      ? `"Got a Retry-After response"${klogValue('delay', delay)}${klogValue('attempt', event.attempt)}${klogValue('url', url)}`
      : `Got a Retry-After ${delay} response for attempt ${event.attempt} to ${url}`;
  return [{ source: 'with_retry.go:234', text: line }];
}

/** Since 1.32 the body that a request does not have is logged as well. */
function requestBody({ site }: SentRequest, level: number, sources: LogSources): readonly LogLine[] {
  if (level < 8 || sources.textBody !== undefined) return [];
  return [{ source: sources.sites[site], text: `"Request Body"${klogValue('body', '')}` }];
}

type BodyStyle = { readonly level: number; readonly sources: LogSources };

function bodyLines({ site }: SentRequest, body: string, { level, sources }: BodyStyle): readonly LogLine[] {
  if (level < 8) return [];
  if (sources.textBody !== undefined) return [{ source: sources.textBody, text: `Response Body: ${body}` }];
  return [{ source: sources.sites[site], text: `"Response Body"${klogValue('body', body)}` }];
}
