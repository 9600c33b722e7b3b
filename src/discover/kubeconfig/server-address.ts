import { ClusterError } from '../../errors.ts';
import { hideUserinfo } from './hide-userinfo.ts';

/**
 * Makes a server address whole: a bare `host:port` is http, or https where there is something to speak TLS with,
 * as client-go does it (rest/url_utils.go DefaultServerUrlFor).
 *
 * @param server what the kubeconfig or `--server` says
 * @param secure whether a CA, a client certificate or insecure-skip-tls-verify was given
 * @returns the address without a slash at its end
 * @throws ClusterError for what is no http or https address, and for one with a password, which every message and log
 *   line would show
 */
export function serverAddress(server: string, secure: boolean): string {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(server) ? server : `${secure ? 'https' : 'http'}://${server}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    const shown = hideUserinfo(server);
    throw new ClusterError(`'${shown}' is no address of an API server; write it as https://HOST:PORT`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new ClusterError(`the address of the API server ${url.host} holds a user name or a password`, {
      hint: 'put them into a user of the kubeconfig',
    });
  }
  return whole.replace(/^[^:]+/, (scheme) => scheme.toLowerCase()).replace(/\/+$/, '');
}
