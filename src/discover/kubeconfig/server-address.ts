import { posix } from 'node:path';
import { ClusterError } from '../../errors.ts';
import { hideUserinfo } from './hide-userinfo.ts';

/** The address of an API server, and what stood before its host. */
export type ServerAddress = {
  /** Scheme, host and port, and the path that the server lives under; no slash at the end, no query. */
  readonly server: string;
  /** `Basic …` for `https://USER:PASSWORD@HOST`, which Go's HTTP client sends in place of any other credential. */
  readonly authorization: string | undefined;
};

const ADDRESS = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i;

/**
 * Makes a server address whole as client-go does it (rest/url_utils.go DefaultServerURL): a bare `host:port` is http,
 * also where there is a CA, because whether TLS is meant is decided before that is looked at (clientcmd ClientConfig).
 *
 * @param server what the kubeconfig or `--server` says
 * @throws ClusterError for what is no http or https address
 */
export function serverAddress(server: string): ServerAddress {
  const [, scheme = '', authority = '', path = ''] =
    ADDRESS.exec(server) ?? ADDRESS.exec(`http://${server}`) ?? [];
  const isBare = !ADDRESS.test(server);
  const at = authority.lastIndexOf('@');
  const base = `${scheme.toLowerCase()}://${authority.slice(at + 1)}`;
  const prefix = prefixOf(path);
  const isHttp = /^https?$/i.test(scheme) && URL.canParse(base) && !/\s/.test(authority);
  if (!isHttp || prefix === undefined || (isBare && prefix !== '')) {
    const shown = hideUserinfo(server);
    throw new ClusterError(`'${shown}' is no address of an API server; write it as https://HOST:PORT`);
  }
  return { server: base + prefix, authorization: at < 0 ? undefined : basicOf(authority.slice(0, at)) };
}

/** client-go joins the decoded path with that of the request, which drops dots and doubled slashes. */
function prefixOf(path: string): string | undefined {
  try {
    const plain = posix.normalize(`/${decodeURIComponent(path)}`).replace(/\/$/, '');
    return encodeURI(plain).replace(/[?#!'()*]/g, escaped);
  } catch {
    return undefined;
  }
}

/** What Go escapes in a path and encodeURI does not (net/url shouldEscape). */
function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function basicOf(userinfo: string): string {
  const [name = '', ...rest] = userinfo.split(':');
  return basicAuthorization(decoded(name), decoded(rest.join(':')));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @returns the Authorization header of a name and a password (RFC 7617) */
export function basicAuthorization(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}
