import { type Exchange, headerOf } from './exchange.ts';

const REDIRECTIONS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** @returns to which address an answer sends the request on; undefined where it does not */
export function redirection(exchange: Pick<Exchange, 'status' | 'headers' | 'request'>): URL | undefined {
  const location = REDIRECTIONS.has(exchange.status) ? headerOf(exchange, 'Location') : '';
  const { url } = exchange.request;
  return location !== '' && URL.canParse(location, url) ? new URL(location, url) : undefined;
}
