import type { ServerRequest } from '../request/server-request.ts';

/** The token of `Authorization: Bearer TOKEN`, or undefined without one (RFC 6750 section 2.1). */
export const bearerTokenOf = (request: ServerRequest): string | undefined => {
  const [scheme = '', token = '', ...rest] = (request.header('authorization') ?? '').trim().split(/ +/);
  return scheme.toLowerCase() === 'bearer' && token !== '' && rest.length === 0 ? token : undefined;
};
