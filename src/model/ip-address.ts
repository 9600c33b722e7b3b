/** An address as an iPAddress subject alternative name needs it. */
export type IpAddress = {
  /** Canonical text: dotted quad, or RFC 5952. */
  readonly text: string;
  /** 4 or 16 octets in network order (RFC 5280 section 4.2.1.6). */
  readonly octets: readonly number[];
};

/**
 * Reads one IP address. Stricter than most: no leading zeros (octal to some), no prefix length, no zone. An
 * IPv4-mapped address becomes the IPv4 address that it stands for, because Go compares addresses in that form.
 *
 * @param text `10.0.0.1`, `fd00::1`
 * @returns the address, or undefined where the text is none
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  const octets = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  return octets === undefined ? undefined : ipAddressOf(octets);
}

/**
 * @param octets 4 or 16 octets
 * @returns the address with its canonical text; IPv4-mapped ones as IPv4
 */
export function ipAddressOf(octets: readonly number[]): IpAddress {
  const plain = isV4Mapped(octets) ? octets.slice(12) : octets;
  return { text: plain.length === 4 ? plain.join('.') : formatIpv6(plain), octets: plain };
}

/** ::ffff:0:0/96 (RFC 4291 section 2.5.5.2). */
function isV4Mapped(octets: readonly number[]): boolean {
  return (
    octets.length === 16 && octets.slice(0, 12).every((octet, index) => octet === (index < 10 ? 0 : 255))
  );
}

function parseIpv4(text: string): number[] | undefined {
  const parts = text.split('.');
  const octets = parts.map((part) => (/^(?:0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  return octets.length === 4 && octets.every((octet) => octet < 256) ? octets : undefined;
}

function parseIpv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '', true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** An embedded IPv4 address may stand only at the very end. */
function parseGroups(text: string, endsAddress: boolean): number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const octets: number[] = [];
  for (const [index, group] of groups.entries()) {
    const parsed = parseGroup(group, endsAddress && index === groups.length - 1);
    if (parsed === undefined) return undefined;
    octets.push(...parsed);
  }
  return octets;
}

function parseGroup(group: string, mayBeIpv4: boolean): number[] | undefined {
  if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  }
  return mayBeIpv4 ? parseIpv4(group) : undefined;
}

/** RFC 5952: lower case, no leading zeros, the longest run of at least two zero groups as `::`, the first of equals. */
function formatIpv6(octets: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, index) => {
    const value = ((octets[index * 2] ?? 0) << 8) | (octets[index * 2 + 1] ?? 0);
    return value.toString(16);
  });
  const run = longestZeroRun(groups);
  if (run.length < 2) return groups.join(':');
  return `${groups.slice(0, run.start).join(':')}::${groups.slice(run.start + run.length).join(':')}`;
}

function longestZeroRun(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== '0') start = index + 1;
    else if (index + 1 - start > best.length) best = { start, length: index + 1 - start };
  }
  return best;
}
