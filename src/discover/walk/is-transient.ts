import type { Exchange } from '../client/exchange.ts';

/** What came of asking for a group version. */
export type Asked = { readonly exchange: Pick<Exchange, 'status'> | undefined; readonly error: unknown };

const REFUSED_OR_RESET = new Set(['ECONNREFUSED', 'ECONNRESET']);

/**
 * @returns whether it may be there by now, so that kubectl asks for it once more (client-go
 * discovery/cached/memory/memcache.go isTransientError)
 */
export function isTransient({ exchange, error }: Asked): boolean {
  if (exchange !== undefined) return exchange.status >= 500 || exchange.status === 429;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return REFUSED_OR_RESET.has(code);
}
