import { badRequest } from '../api/api-errors.ts';
import { parseDuration } from '../options/parse-duration.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { requestTimedOut } from './terminated-error.ts';

/**
 * How many milliseconds a request may take: what it asks for itself, at most `longest`; a duration that cannot be read
 * is a 400 (k8s.io/apiserver pkg/endpoints/filters/request_deadline.go).
 */
export const deadlineOf = ({ target, query }: ServerRequest, longest: number): number => {
  const asked = target.includes('timeout=') ? (query.get('timeout') ?? '') : '';
  if (asked === '') return longest;
  try {
    const milliseconds = parseDuration(asked);
    return milliseconds > 0 ? Math.min(milliseconds, longest) : longest;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw badRequest(`invalid timeout specified in the request URL - ${reason}`);
  }
};

/**
 * Gives what work leads to, or fails with 504 when it takes longer; the work itself goes on, and nobody hears of its
 * outcome then (k8s.io/apiserver pkg/server/filters/timeout.go).
 */
export const withinDeadline = <T>(milliseconds: number, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(requestTimedOut()), milliseconds);
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(late));
  });
