import type { ClientFailure } from './client-failure.ts';
import type { ErrorForm, FailureSources } from './failure-sources.ts';
import { klogValue } from './klog-value.ts';
import type { LogLine } from './log-line.ts';
import type { Of } from './trace-event.ts';

/** A line, and from which level on it is printed. */
type Graded = LogLine & { readonly level: number };

/** @returns what kubectl logs where /api or /apis cannot be used, up to where it prints the error itself */
export function groupsFailedLines({ failure }: Of<'groupsFailed'>, level: number, from: FailureSources) {
  const error = ERROR_LINES[from.form]({
    failure,
    what: 'current server API group list',
    values: '',
    text: "couldn't get current server API group list",
  });
  return upTo(level, [
    ...unreadLines(failure, from),
    { level: 1, severity: 'E', source: `memcache.go:${from.memcache.groups}`, text: error },
    skipped(failure, from.cached.groups, from),
    ...endLines(failure, from),
  ]);
}

/** @returns what kubectl logs where legacy discovery gets nothing for a group version */
export function versionFailedLines(event: Of<'versionFailed'>, level: number, from: FailureSources) {
  const { failure, isLast } = event;
  return upTo(level, [
    ...undecodedLines(failure, from),
    ...unreadLines(failure, from),
    failure.isEmpty === true ? emptyLine(event, from) : versionLine(event, from),
    ...(isLast ? [skipped(failure, from.cached.version, from)] : []),
  ]);
}

function upTo(level: number, lines: readonly Graded[]): readonly LogLine[] {
  return lines.filter((line) => line.level <= level);
}

/** An error in client-go's words, with what it is about: as text before it, or as keys and values behind. */
type ErrorParts = {
  readonly failure: ClientFailure;
  readonly what: string;
  readonly values: string;
  readonly text: string;
};

/** utilruntime.HandleError was plain, then structured; 1.37 passes keys and values to HandleErrorWithContext. */
const ERROR_LINES: Readonly<Record<ErrorForm, (parts: ErrorParts) => string>> = {
  text: ({ failure, text }) => `${text}: ${failure.message}`,
  unhandled: ({ failure, text }) => `"Unhandled Error"${klogValue('err', `${text}: ${failure.message}`)}`,
  keyed: ({ failure, what, values }) => `"Couldn't get ${what}"${klogValue('err', failure.message)}${values}`,
};

function versionLine(
  { failure, groupVersion, isRepeated }: Of<'versionFailed'>,
  from: FailureSources,
): Graded {
  const text = ERROR_LINES[from.form]({
    failure,
    what: 'resource list',
    values: klogValue(isRepeated ? 'gv' : 'groupVersion', groupVersion),
    text: `couldn't get resource list for ${groupVersion}`,
  });
  const line = isRepeated ? from.memcache.again : from.memcache.version;
  return { level: 1, severity: 'E', source: `memcache.go:${line}`, text };
}

function emptyLine({ failure, isRepeated }: Of<'versionFailed'>, { form, memcache }: FailureSources): Graded {
  const source = `memcache.go:${isRepeated ? memcache.emptyAgain : memcache.empty}`;
  return { level: 3, source, text: form === 'keyed' ? `"${failure.message}"` : failure.message };
}

function skipped({ message }: ClientFailure, line: number, { form }: FailureSources): Graded {
  const keyed = `"Skipped caching discovery info due to error"${klogValue('err', message)}`;
  const text = form === 'keyed' ? keyed : `skipped caching discovery info due to ${message}`;
  return { level: 3, source: `cached_discovery.go:${line}`, text };
}

function undecodedLines({ undecoded }: ClientFailure, from: FailureSources): readonly Graded[] {
  if (undecoded === undefined) return [];
  const { line, isStructured } = from.undecoded;
  const text = isStructured
    ? `"Body was not decodable (unable to check for Status)"${klogValue('err', undecoded)}`
    : `body was not decodable (unable to check for Status): ${undecoded}`;
  return [{ level: 5, source: `request.go:${line}`, text }];
}

/** Before 1.33 the line about a stream shows where in kubectl's memory the error lies, so it is left out. */
function unreadLines({ unread }: ClientFailure, from: FailureSources): readonly Graded[] {
  if (unread === undefined) return [];
  const { kind, reason } = unread;
  const { isStructured } = from.undecoded;
  const source = `request.go:${from.unread[kind]}`;
  if (kind === 'stream') {
    const what = '"Stream error when reading response body, may be caused by closed connection"';
    return isStructured ? [{ level: 2, source, text: what + klogValue('err', reason) }] : [];
  }
  const what = 'Unexpected error when reading response body';
  const text = isStructured ? `"${what}"${klogValue('err', reason)}` : `${what}: ${reason}`;
  return [{ level: 1, severity: 'E', source, text }];
}

/** What kubectl logs before it prints the error and ends (pkg/cmd/util/helpers.go StandardErrorMessage). */
function endLines({ status, connection }: ClientFailure, from: FailureSources): readonly Graded[] {
  const { helpers, response } = from;
  if (connection !== undefined) {
    const text = `Connection error: Get ${connection.url}: ${connection.reason}`;
    return [{ level: 4, source: `helpers.go:${helpers.connection}`, text }];
  }
  if (status === undefined) return [];
  const text = `server response object: ${response[0]}${goJson(status)}${response[1]}`;
  return [{ level: 4, source: `helpers.go:${helpers.response}`, text }];
}

/** JSON as Go indents it, with the characters escaped that HTML gives a meaning (encoding/json HTMLEscape). */
function goJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
