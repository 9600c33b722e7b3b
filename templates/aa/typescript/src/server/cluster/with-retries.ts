import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from './cluster-error.ts';

const mostTries = 5;
const firstPauseMilliseconds = 500;
const growth = 1.5;

/** Statuses that may be another one in a moment: too many requests, internal error, timeout. */
const passingStatuses: readonly number[] = [429, 500, 504];

/**
 * Asks kube-apiserver, and asks again after a failure that may pass: up to five times, half a second after the first
 * and half as long again after each further one (k8s.io/apiserver pkg/util/webhook DefaultRetryBackoffWithInitialDelay
 * and DefaultShouldRetry).
 *
 * @throws ClusterError of the last attempt
 */
export const withRetries = async <T>(
  ask: () => Promise<T>,
  firstPause: number = firstPauseMilliseconds,
): Promise<T> => {
  for (let tries = 1, pause = firstPause; ; tries += 1, pause *= growth) {
    try {
      return await ask();
    } catch (cause) {
      if (tries === mostTries || !mayPass(cause)) throw cause;
      await sleep(pause);
    }
  }
};

const mayPass = (cause: unknown): boolean =>
  cause instanceof ClusterError &&
  (cause.code === 'ECONNRESET' ||
    cause.retryAfterSeconds !== undefined ||
    passingStatuses.includes(cause.status ?? 0));
