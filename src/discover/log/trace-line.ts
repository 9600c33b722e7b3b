import type { KubectlVersion } from '../../options/discover/kubectl.ts';
import { printable } from '../../render/printable.ts';
import type { SentRequest } from '../client/exchange.ts';
import { FAILURE_SOURCES, type FailureSources } from './failure-sources.ts';
import { klogHeader } from './klog-header.ts';
import { klogValue } from './klog-value.ts';
import { loggedBody } from './log-body.ts';
import type { LogLine } from './log-line.ts';
import { LOG_SOURCES, type LogSources } from './log-sources.ts';
import { certificateLines, configLines, gateLines, inClusterLines, missingLines } from './trace-config.ts';
import type { HttpEvent, Of, TraceEvent } from './trace-event.ts';
import { groupsFailedLines, versionFailedLines } from './trace-failure.ts';
import { structuredLines } from './trace-structured.ts';
import { textLines } from './trace-text.ts';

/** Whose lines to print, and how many. */
export type TraceStyle = { readonly level: number; readonly kubectl: KubectlVersion; readonly pid: number };

/**
 * Says what a kubectl version prints about an event at a level: each line with klog's header.
 *
 * @returns whole lines, each ended by a line break; '' where that level says nothing
 */
export function traceLines(event: TraceEvent, { level, kubectl, pid }: TraceStyle): string {
  const style = { level, sources: LOG_SOURCES[kubectl], failures: FAILURE_SOURCES[kubectl] };
  return linesOf(event, style)
    .map(({ source, text, severity = 'I' }) => {
      return klogHeader({ at: event.at, pid, source, severity }) + ended(safe(text));
    })
    .join('');
}

/**
 * kubectl logs bodies as they come. Line breaks and tabs stay; JSON holds no other control character. What is left of a
 * character that was cut off is shown as a terminal shows kubectl's.
 */
function safe(text: string): string {
  return text.replace(/[\udc80-\udcff]/gu, '\ufffd').replace(/[^\n\t]+/g, printable);
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

type Style = { readonly level: number; readonly sources: LogSources; readonly failures: FailureSources };

function linesOf(event: TraceEvent, { level, sources, failures }: Style): readonly LogLine[] {
  switch (event.kind) {
    case 'config':
      return configLines(event.file, level, sources);
    case 'configMissing':
      return missingLines(event.files, level, failures);
    case 'inCluster':
      return inClusterLines(level, failures);
    case 'gates':
      return gateLines(level, sources);
    case 'certificateFiles':
      return certificateLines(level, failures);
    case 'groupsFailed':
      return groupsFailedLines(event, level, failures);
    case 'versionFailed':
      return versionFailedLines(event, level, failures);
    case 'body':
      return bodyLines('Response Body', { ...event, level, sources });
    case 'request':
      return [...requestBody(event, level, sources), ...httpLines(event, level, sources)];
    default:
      return httpLines(event, level, sources);
  }
}

function httpLines(event: HttpEvent, level: number, { text }: LogSources): readonly LogLine[] {
  return text === undefined ? structuredLines(event, level) : textLines(event, level, text);
}

/** Since 1.32 the body that a request does not have is logged as well; a request that is sent again does not have it again. */
function requestBody({ request, attempt = 1 }: Of<'request'>, level: number, sources: LogSources) {
  if (sources.textBody !== undefined || attempt > 1) return [];
  return bodyLines('Request Body', { text: '', request, level, sources });
}

type Body = {
  readonly text: string;
  readonly request: SentRequest;
  readonly level: number;
  readonly sources: LogSources;
};

function bodyLines(title: string, { text, request, level, sources }: Body): readonly LogLine[] {
  if (level < 8) return [];
  const body = loggedBody(text, level);
  const { textBody, sites } = sources;
  if (textBody === undefined) {
    return [{ source: sites[request.site], text: `"${title}"${klogValue('body', body.text)}` }];
  }
  const line = body.isDump ? textBody.dump : textBody.text;
  return [{ source: `request.go:${line}`, text: `${title}:${body.isDump ? '\n' : ' '}${body.text}` }];
}
