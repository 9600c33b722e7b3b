import type { ServerRequest } from '../request/server-request.ts';
import { hasProtocolToken, protocolTokenOf } from './protocol-token.ts';

/** Whether a request shows something that may be a bearer token. */
export const hasToken = (request: ServerRequest): boolean =>
  request.header('authorization') !== undefined || hasProtocolToken(request);

/** The token of `Authorization: Bearer TOKEN` (RFC 6750 section 2.1), else of a handshake, or undefined without one. */
export const bearerTokenOf = (request: ServerRequest): string | undefined => {
  const authorization = request.header('authorization');
  if (authorization === undefined) return protocolTokenOf(request);
  const [scheme = '', token = '', ...rest] = authorization.trim().split(/ +/);
  return scheme.toLowerCase() === 'bearer' && token !== '' && rest.length === 0 ? token : undefined;
};
