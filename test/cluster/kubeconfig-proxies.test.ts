import { describeRows, type Given, type Row } from './kubeconfig-row.ts';

/** A kubeconfig whose cluster has a proxy-url. */
function proxied(what: string, proxyUrl: (given: Given) => string, more: Partial<Row> = {}): Row {
  return {
    what,
    files: (given) => ({ '.kube/config': given.config({ 'proxy-url': proxyUrl(given) }, { token: 't' }) }),
    kubectl: 'sent',
    ...more,
  };
}

describeRows('through which proxy kubectl and kx ask', [
  proxied('http', ({ proxy }) => `http://${proxy.http}`),
  proxied('http with a name and a password', ({ proxy }) => `http://me:p%40ss@${proxy.http}`),
  proxied('http in capitals, with a path', ({ proxy }) => `HTTP://${proxy.http}/x`),
  proxied('socks5', ({ proxy }) => `socks5://${proxy.socks5}`),
  proxied('socks5 with a name and a password', ({ proxy }) => `socks5://me:p%40ss@${proxy.socks5}`),
  proxied('http, whatever NO_PROXY says', ({ proxy }) => `http://${proxy.http}`, {
    env: () => ({ NO_PROXY: '127.0.0.1', no_proxy: '*' }),
  }),
  proxied('proxy-url before HTTPS_PROXY', ({ proxy }) => `socks5://${proxy.socks5}`, {
    env: ({ proxy }) => ({ HTTPS_PROXY: `http://${proxy.http}` }),
  }),
  {
    what: 'none to this machine, whatever HTTPS_PROXY says',
    files: ({ config }) => ({ '.kube/config': config({}, { token: 't' }) }),
    env: ({ proxy }) => ({ HTTPS_PROXY: `http://${proxy.http}`, ALL_PROXY: `http://${proxy.http}` }),
    kubectl: 'sent',
  },
]);
