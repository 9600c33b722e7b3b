import type { RequestHeaderOptions } from '../options/server-options.ts';
import type { ServerRequest } from '../request/server-request.ts';
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
    extra: extraOf(request, options.extraHeaderPrefixes),
  };
};

const all = (request: ServerRequest, header: string): string[] =>
  request.headers.filter(([name]) => name === header).map(([, value]) => value);

const first = (request: ServerRequest, names: readonly string[]): string =>
  names.map((name) => request.header(name)).find((value) => value !== undefined && value !== '') ?? '';

const extraOf = (request: ServerRequest, prefixes: readonly string[]): Record<string, string[]> => {
  const extra: Record<string, string[]> = Object.create(null);
  for (const [name, value] of request.headers) {
    const prefix = prefixes.find((each) => name.startsWith(each));
    if (prefix === undefined) continue;
    const key = percentDecoded(name.slice(prefix.length)).toLowerCase();
    extra[key] = [...(extra[key] ?? []), value];
  }
  return extra;
};

/** A key that is not properly escaped is taken as it stands, as upstream's unescapeExtraKey does. */
const percentDecoded = (key: string): string => {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
};
