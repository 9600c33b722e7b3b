import { CelError } from '../values/cel-error.ts';
import type { CelValue } from '../values/cel-value.ts';
import { ipText, isMappedIpv4, maskedIp, parseIp } from './ip-address.ts';
import { opaqueType } from './opaque.ts';
import { type Library, type Overload, on } from './overload.ts';

/*
 * The libraries ip and cidr of Kubernetes (k8s.io/apiserver pkg/cel/library/ip.go, cidr.go).
 */

type Bytes = readonly number[];
type Prefix = { readonly bytes: Bytes; readonly length: number };

const addresses = opaqueType<Bytes>('net.IP', ipText);
const prefixes = opaqueType<Prefix>('net.CIDR', ({ bytes, length }) => `${ipText(bytes)}/${length}`);

const addressOf = (text: string): Bytes => {
  const quoted = JSON.stringify(text);
  if (/^[^%]*:[^%]*%./.test(text)) throw new CelError(`IP address ${quoted} with zone value is not allowed`);
  const bytes = parseIp(text);
  if (bytes === undefined) {
    throw new CelError(
      `IP Address ${quoted} parse error during conversion from string: ParseAddr(${quoted}): unable to parse IP`,
    );
  }
  if (isMappedIpv4(bytes)) throw new CelError(`IPv4-mapped IPv6 address ${quoted} is not allowed`);
  return bytes;
};

const networkError = 'network address parse error during conversion from string';

const prefixOf = (text: string): Prefix => {
  const quoted = JSON.stringify(text);
  const refuse = (detail: string): never => {
    throw new CelError(`${networkError}: ${networkError}: netip.ParsePrefix(${quoted}): ${detail}`);
  };
  const slash = text.lastIndexOf('/');
  if (slash < 0) return refuse("no '/'");
  const bytes =
    parseIp(text.slice(0, slash)) ??
    refuse(`ParseAddr(${JSON.stringify(text.slice(0, slash))}): unable to parse IP`);
  const bits = text.slice(slash + 1);
  if (!/^(?:0|[1-9]\d{0,2})$/.test(bits)) return refuse(`bad bits after slash: ${JSON.stringify(bits)}`);
  if (Number(bits) > bytes.length * 8) return refuse('prefix length out of range');
  if (isMappedIpv4(bytes))
    throw new CelError(`${networkError}: IPv4-mapped IPv6 address ${quoted} is not allowed`);
  return { bytes, length: Number(bits) };
};

const fits = (read: (text: string) => unknown): Overload =>
  on(['string'], (text) => {
    try {
      read(text);
      return true;
    } catch {
      return false;
    }
  });

const isWithin = (outer: Prefix, inner: Prefix): boolean =>
  outer.bytes.length === inner.bytes.length &&
  outer.length <= inner.length &&
  ipText(maskedIp(outer.bytes, outer.length)) === ipText(maskedIp(inner.bytes, outer.length));

const whole = (bytes: Bytes): Prefix => ({ bytes, length: bytes.length * 8 });

const textOf = (value: CelValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** `cidr.containsIP(…)`: what it is asked for is given as a value of its type or as text. */
const contains =
  (read: (value: CelValue | undefined) => Prefix | undefined): Overload =>
  ([of, part]) => {
    const outer = prefixes.contentOf(of);
    const inner = read(part);
    return outer === undefined || inner === undefined ? undefined : isWithin(outer, inner);
  };

const addressPrefix = (value: CelValue | undefined): Prefix | undefined => {
  const text = textOf(value);
  const bytes = text === undefined ? addresses.contentOf(value) : addressOf(text);
  return bytes === undefined ? undefined : whole(bytes);
};

const givenPrefix = (value: CelValue | undefined): Prefix | undefined => {
  const text = textOf(value);
  return text === undefined ? prefixes.contentOf(value) : prefixOf(text);
};

const starts = (bytes: Bytes, ...prefix: Bytes): boolean =>
  prefix.every((byte, index) => bytes[index] === byte);

const isUnspecified = (bytes: Bytes): boolean => bytes.every((byte) => byte === 0);

const isLoopback = (bytes: Bytes): boolean =>
  bytes.length === 4 ? starts(bytes, 127) : ipText(bytes) === '::1';

const isMulticast = (bytes: Bytes): boolean =>
  bytes.length === 4 ? ((bytes[0] ?? 0) & 0xf0) === 0xe0 : starts(bytes, 0xff);

const isLinkLocalUnicast = (bytes: Bytes): boolean =>
  bytes.length === 4 ? starts(bytes, 169, 254) : starts(bytes, 0xfe) && ((bytes[1] ?? 0) & 0xc0) === 0x80;

const isLinkLocalMulticast = (bytes: Bytes): boolean =>
  bytes.length === 4 ? starts(bytes, 224, 0, 0) : starts(bytes, 0xff) && ((bytes[1] ?? 0) & 0x0f) === 0x02;

const isGlobalUnicast = (bytes: Bytes): boolean =>
  ipText(bytes) !== '255.255.255.255' &&
  ![isUnspecified, isLoopback, isMulticast, isLinkLocalUnicast].some((is) => is(bytes));

/** Functions on addresses and networks. */
export const networkFunctions: Library = {
  isIP: [fits(addressOf)],
  ip: [
    on(['string'], (text) => addresses.of(addressOf(text))),
    prefixes.on(({ bytes }) => addresses.of(bytes)),
  ],
  'ip.isCanonical': [on(['string'], (text) => ipText(addressOf(text)) === text)],
  family: [addresses.on((bytes) => (bytes.length === 4 ? 4n : 6n))],
  isUnspecified: [addresses.on(isUnspecified)],
  isLoopback: [addresses.on(isLoopback)],
  isLinkLocalMulticast: [addresses.on(isLinkLocalMulticast)],
  isLinkLocalUnicast: [addresses.on(isLinkLocalUnicast)],
  isGlobalUnicast: [addresses.on(isGlobalUnicast)],
  isCIDR: [fits(prefixOf)],
  cidr: [on(['string'], (text) => prefixes.of(prefixOf(text)))],
  containsIP: [contains(addressPrefix)],
  containsCIDR: [contains(givenPrefix)],
  masked: [prefixes.on(({ bytes, length }) => prefixes.of({ bytes: maskedIp(bytes, length), length }))],
  prefixLength: [prefixes.on(({ length }) => BigInt(length))],
};

/** `string(ip)` and `string(cidr)`. */
export const networkTexts: readonly Overload[] = [
  addresses.on(ipText),
  prefixes.on(({ bytes, length }) => `${ipText(bytes)}/${length}`),
];
