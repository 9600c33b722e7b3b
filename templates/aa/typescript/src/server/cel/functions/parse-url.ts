/** The parts of a URL that rules can ask for, as they are written. */
export type ParsedUrl = {
  readonly scheme: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
};

/** What Go's url.ParseRequestURI has against a text; undefined for a URL. */
export const urlProblem = (text: string): string | undefined => {
  const detail = detailOf(text);
  return detail === undefined ? undefined : `parse ${JSON.stringify(text)}: ${detail}`;
};

const detailOf = (text: string): string | undefined => {
  if (/(?![\u0080-\u009f])\p{Cc}/u.test(text)) return 'net/url: invalid control character in URL';
  if (text === '') return 'empty url';
  if (text.startsWith(':')) return 'missing protocol scheme';
  const [, scheme, rest = text] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text) ?? [];
  // `mailto:x` has no path, and is a URL all the same.
  if (!rest.startsWith('/')) return scheme === undefined ? 'invalid URI for request' : undefined;
  if (scheme === undefined && !rest.startsWith('//')) return escapeProblem(pathOf(rest));
  const { authority, path } = splitAuthority(rest);
  return authorityProblem(authority) ?? escapeProblem(path);
};

const pathOf = (rest: string): string => rest.replace(/\?.*$/s, '');

const splitAuthority = (rest: string) => {
  const [, authority = '', path = rest] = /^\/\/([^/?]*)([^?]*)/s.exec(rest) ?? [];
  return { authority, path: rest.startsWith('//') ? path : pathOf(rest) };
};

const escapeProblem = (text: string): string | undefined => {
  const bad = /%(?![0-9a-fA-F]{2}).{0,2}/s.exec(text)?.[0];
  return bad === undefined ? undefined : `invalid URL escape ${JSON.stringify(bad)}`;
};

const authorityProblem = (authority: string): string | undefined => {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (
    authority.includes('@') &&
    !/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(authority.slice(0, authority.lastIndexOf('@')))
  ) {
    return 'net/url: invalid userinfo';
  }
  const port = host.startsWith('[') ? /\](.*)$/s.exec(host)?.[1] : /:[^:]*$/s.exec(host)?.[0];
  if (host.startsWith('[') && port === undefined) return "missing ']' in host";
  if (port !== undefined && !/^(?::\d*)?$/.test(port))
    return `invalid port ${JSON.stringify(port)} after host`;
  const bad = /[ "<>\\^`{|}]/.exec(host)?.[0];
  return bad === undefined ? escapeProblem(host) : `invalid character ${JSON.stringify(bad)} in host name`;
};

/** The parts of a text that `urlProblem` has nothing against. */
export const parseUrl = (text: string): ParsedUrl => {
  const [withoutFragment = ''] = text.split('#');
  const [, scheme = '', rest = withoutFragment] =
    /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(withoutFragment) ?? [];
  const { authority, path } = splitAuthority(rest);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const [, name = host, port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/s.exec(host) ?? [];
  return {
    scheme: scheme.toLowerCase(),
    host: decoded(host),
    hostname: decoded(name.replace(/^\[|\]$/g, '')),
    port,
    path: rest.startsWith('/') ? escapedPath(path) : '',
    query: /\?(.*)$/s.exec(rest)?.[1] ?? '',
  };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Go writes what may not stand in a path as it is escaped. */
const escapedPath = (path: string): string =>
  path.replaceAll(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%[\]]/gu, (each) => encodeURIComponent(each));
