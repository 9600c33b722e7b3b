import { type Checked, invalid, valid } from '../../checked.ts';
import { parseIpAddress } from '../../model/ip-address.ts';

/** A live server. */
export type ServerAddress = { readonly host: string; readonly port: number };

/**
 * @param path the flag or argument as typed
 * @param text `HOST:PORT`, `https://HOST:PORT`, `[::1]:443`; 443 where an https address names no port
 */
export function checkServerAddress(path: string, text: string): Checked<ServerAddress> {
  const bare = text.replace(/^https?:\/\//i, '').replace(/\/.*$/, '');
  const parts = /^(?:\[(?<v6>[^\]]+)\]|(?<host>[^:]*))(?::(?<port>\d+))?$/.exec(bare)?.groups;
  const host = parts?.['v6'] ?? parts?.['host'] ?? '';
  const port = Number(parts?.['port'] ?? (/^https:/i.test(text) ? 443 : Number.NaN));
  if (!isHost(host, parts?.['v6'] !== undefined)) {
    return invalid([{ path, message: `'${text}' names no host`, hint: 'write HOST:PORT' }]);
  }
  if (Number.isNaN(port))
    return invalid([{ path, message: `'${text}' names no port`, hint: 'write HOST:PORT' }]);
  if (port < 1 || port > 65_535)
    return invalid([{ path, message: `'${text}' has a port outside of 1 to 65535` }]);
  return valid({ host, port });
}

function isHost(host: string, isBracketed: boolean): boolean {
  if (isBracketed) return parseIpAddress(host) !== undefined;
  return /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9.])?$/.test(host);
}

/** @returns whether an argument means a live server, not a file */
export function isServerAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}
