import type { Target } from '../kubeconfig/target.ts';

/** What curl is asked for, and the flags that lead it there. */
type CurlAddress = { readonly url: string; readonly flags: readonly string[] };

/**
 * Says how curl reaches a server whose certificate has another name: the name stands in the URL, as that is what curl
 * checks and sends as SNI; the connection and the Host header stay those of the server.
 */
export function curlAddress(address: string, { tls }: Pick<Target, 'tls'>): CurlAddress {
  const url = new URL(address);
  if (tls.serverName === undefined || url.protocol !== 'https:') return { url: address, flags: [] };
  const port = url.port || '443';
  const { host, hostname } = url;
  url.hostname = tls.serverName.includes(':') ? `[${tls.serverName}]` : tls.serverName;
  return {
    url: url.href,
    flags: ['--connect-to', `${url.hostname}:${port}:${hostname}:${port}`, '--header', `Host: ${host}`],
  };
}
