import { ClusterError } from '../../errors.ts';
import { hideUserinfo } from './hide-userinfo.ts';

const SCHEMES = ['http:', 'https:', 'socks5:'];

/**
 * Checks a proxy-url as client-go does (tools/clientcmd/helpers.go parseProxyURL).
 *
 * @param origin the context that has it
 * @returns it, its scheme in small letters
 * @throws ClusterError for another scheme, or what is no address; a password in it is not shown
 */
export function proxyAddress(text: string, origin: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  const whole = text.replace(/^[^:]*/, scheme ?? '');
  if (scheme === undefined || !SCHEMES.includes(`${scheme}:`) || !URL.canParse(whole)) {
    throw new ClusterError(`proxy-url ${hideUserinfo(text)} of ${origin} is no address of a proxy`, {
      hint: 'write it as http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT',
    });
  }
  return whole;
}
