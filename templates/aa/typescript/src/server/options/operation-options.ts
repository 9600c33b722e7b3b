import type { FlagName } from './flags.ts';
import { parseDuration } from './parse-duration.ts';
import type { ServerOptions } from './server-options.ts';

type TextOf = (name: FlagName) => string;

/** How requests are limited and recorded, and how the server ends; the flags must be without problems. */
export const operationOptions = (text: TextOf): Pick<ServerOptions, 'limits' | 'shutdown' | 'audit'> => ({
  limits: {
    readOnly: Number(text('max-requests-inflight')),
    mutating: Number(text('max-mutating-requests-inflight')),
    requestMilliseconds: parseDuration(text('request-timeout')),
  },
  shutdown: {
    delayMilliseconds: parseDuration(text('shutdown-delay-duration')),
    sendsRetryAfter: text('shutdown-send-retry-after') === 'true',
  },
  audit: {
    policyFile: text('audit-policy-file') === '' ? undefined : text('audit-policy-file'),
    logPath: text('audit-log-path') === '' ? undefined : text('audit-log-path'),
    maxDays: Number(text('audit-log-maxage')),
    maxBackups: Number(text('audit-log-maxbackup')),
    maxBytes: Number(text('audit-log-maxsize')) * 1024 * 1024,
  },
});

const counts: readonly FlagName[] = [
  'max-requests-inflight',
  'max-mutating-requests-inflight',
  'audit-log-maxage',
  'audit-log-maxbackup',
  'audit-log-maxsize',
];

/** A timer of Node cannot wait longer. */
const longestMilliseconds = 2 ** 31 - 1;

/** A sentence for each of these flags that is wrong. */
export const operationProblems = (text: TextOf): readonly string[] => [
  ...counts
    .filter((name) => !/^\d{1,6}$/.test(text(name)))
    .map((name) => `--${name} ${text(name)}: must be a number between 0 and 999999`),
  ...durationProblems('request-timeout', text, 1),
  ...durationProblems('shutdown-delay-duration', text, 0),
];

const durationProblems = (name: FlagName, text: TextOf, least: number): readonly string[] => {
  try {
    const milliseconds = parseDuration(text(name));
    if (milliseconds >= least && milliseconds <= longestMilliseconds) return [];
    return [`--${name} ${text(name)}: must be between ${least}ms and 596h`];
  } catch {
    return [`--${name} ${text(name)}: must be a duration such as 1m30s`];
  }
};
