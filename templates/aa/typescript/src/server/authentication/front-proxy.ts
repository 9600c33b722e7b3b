import type { RequestHeaderOptions } from '../options/server-options.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { extraOfHeaders } from './extra-headers.ts';
import type { User } from './user.ts';

/**
 * The user whom the aggregator names in its headers, or undefined when it names none
 * (k8s.io/apiserver pkg/authentication/request/headerrequest). Call it only for a request whose client certificate
 * is the aggregator's: anybody can write these headers.
 */
export const userFromHeaders = (request: ServerRequest, options: RequestHeaderOptions): User | undefined => {
  const name = first(request, options.usernameHeaders);
  if (name === '') return undefined;
  return {
    name,
    uid: first(request, options.uidHeaders),
    groups: options.groupHeaders.flatMap((header) => all(request, header)),
    extra: extraOfHeaders(request.headers, options.extraHeaderPrefixes),
    source: 'front-proxy',
  };
};

const all = (request: ServerRequest, header: string): string[] =>
  request.headers.filter(([name]) => name === header).map(([, value]) => value);

const first = (request: ServerRequest, names: readonly string[]): string =>
  names.map((name) => request.header(name)).find((value) => value !== undefined && value !== '') ?? '';
