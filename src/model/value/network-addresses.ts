import { parseIpAddress } from '../ip-address.ts';

/** @returns whether Go's net.ParseIP takes the text as an IPv4 address: no leading zeros */
export function isIpv4(text: string): boolean {
  return !text.includes(':') && parseIpAddress(text) !== undefined;
}

/** @returns whether Go's net.ParseIP takes the text as an IPv6 address */
export function isIpv6(text: string): boolean {
  return text.includes(':') && parseIpAddress(text) !== undefined;
}

/** @returns whether Go's net.ParseCIDR takes the text */
export function isCidr(text: string): boolean {
  const [address = '', length = '', ...more] = text.split('/');
  if (more.length > 0 || !/^(?:0|[1-9]\d{0,2})$/u.test(length)) return false;
  return (isIpv4(address) && Number(length) <= 32) || (isIpv6(address) && Number(length) <= 128);
}

/** @returns whether Go's net.ParseMAC takes the text: 6, 8 or 20 bytes with colons or dashes, or with dots by twos */
export function isMac(text: string): boolean {
  const bytes = /^[0-9a-f]{2}(?:(:|-)[0-9a-f]{2})(?:\1[0-9a-f]{2})*$/iu.test(text)
    ? (text.length + 1) / 3
    : 0;
  const pairs = /^[0-9a-f]{4}(?:\.[0-9a-f]{4})+$/iu.test(text) ? ((text.length + 1) / 5) * 2 : 0;
  return [6, 8, 20].includes(Math.max(bytes, pairs));
}
