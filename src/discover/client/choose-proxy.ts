import { ClusterError } from '../../errors.ts';
import { hideUserinfo } from '../kubeconfig/hide-userinfo.ts';
import type { Target } from '../kubeconfig/target.ts';
import { isLoopback, isTakenOut } from './no-proxy.ts';
import { hostAndPort } from './tcp.ts';

/** A proxy to go through. */
export type ProxyServer = {
  readonly url: URL;
  /** Its address for people: without user and password. */
  readonly name: string;
  /** What its address has for it to believe. */
  readonly user: { readonly name: string; readonly password: string } | undefined;
  /** What names it: `HTTPS_PROXY`, or `proxy-url of context …`. */
  readonly origin: string;
};

/** Values of the environment by name. */
export type Environment = Readonly<{ [name: string]: string | undefined }>;

/** Schemes of net/http Transport.Proxy; the host name of the server is resolved by a SOCKS proxy, whichever of the two. */
const SCHEMES = ['http:', 'https:', 'socks5:', 'socks5h:'];

/**
 * Chooses the proxy as client-go does (transport/cache.go): the cluster's own, which NO_PROXY does not take out, else
 * that of the environment for the scheme of the server (golang.org/x/net/http/httpproxy), which is never one for this
 * machine itself. ALL_PROXY says nothing.
 *
 * @returns undefined where there is none
 * @throws ClusterError for a scheme that no proxy has, and for HTTP_PROXY in a CGI script, where the client can set it
 */
export function chooseProxy({ server, proxyUrl }: Target, env: Environment): ProxyServer | undefined {
  if (proxyUrl !== undefined) return proxyOf(proxyUrl.url, proxyUrl.origin);
  const url = new URL(server);
  const names = url.protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
  const origin = names.find((name) => isSet(env, name));
  const proxy = origin === undefined ? undefined : proxyOf(env[origin] ?? '', origin);
  if (proxy === undefined) return undefined;
  if (url.protocol === 'http:' && isSet(env, 'REQUEST_METHOD')) {
    throw new ClusterError(
      `${proxy.origin} is not trusted, as REQUEST_METHOD says that this is a CGI script`,
      {
        hint: 'remove one of the two from the environment, or name the proxy as proxy-url of the cluster',
      },
    );
  }
  const { host, port } = hostAndPort(url);
  const rules = env['NO_PROXY'] || env['no_proxy'] || '';
  return isLoopback(host) || isTakenOut({ host, port: String(port) }, rules) ? undefined : proxy;
}

function isSet(env: Environment, name: string): boolean {
  return (env[name] ?? '') !== '';
}

/** Go takes what is no address with a scheme for a host; what is no address even so is no proxy. */
function proxyOf(text: string, origin: string): ProxyServer | undefined {
  const isBare = withHost(text) === undefined && !text.includes('://');
  const written = isBare ? `http://${text}` : text;
  const url = withHost(written);
  if (url === undefined) return undefined;
  const name = hideUserinfo(written);
  if (SCHEMES.includes(url.protocol)) return { url, name, user: userOf(url), origin };
  throw new ClusterError(`${origin} names ${name}, but a proxy is http, https, socks5 or socks5h`, {
    hint: `correct ${origin}`,
  });
}

/** @returns undefined for no address, one without a host, and, as for Go, one with a stray % */
function withHost(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWhole =
    url !== undefined && url.hostname !== '' && !/%(?![0-9a-f]{2})/i.test(url.username + url.password);
  return isWhole ? url : undefined;
}

function userOf({ username, password }: URL): ProxyServer['user'] {
  if (username === '' && password === '') return undefined;
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}
