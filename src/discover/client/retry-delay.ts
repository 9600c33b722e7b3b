import type { Exchange } from './exchange.ts';

/** How often a request is sent again at most (client-go rest/request.go, maxRetries). */
export const MAX_RETRIES = 10;

/** How long client-go waits after a lost connection, in milliseconds (rest/with_retry.go, retryAfterResponse). */
export const LOST_DELAY = 1_000;

/**
 * Reads from an answer whether and when the request is to be sent again: any 5xx and 429 with Retry-After in seconds; a
 * date there says nothing (client-go rest/with_retry.go checkWait).
 *
 * @returns milliseconds; undefined where the answer is the last one
 */
export function retryDelay({ status, headers }: Pick<Exchange, 'status' | 'headers'>): number | undefined {
  if (status !== 429 && status < 500) return undefined;
  const seconds = headers.find(([name]) => name === 'Retry-After')?.[1] ?? '';
  return /^[+-]?\d+$/.test(seconds) ? Math.max(0, Number(seconds)) * 1_000 : undefined;
}
