/** The bytes of an address: 4, or 16; undefined for a text that Go's netip.ParseAddr refuses, or has a zone. */
export const parseIp = (text: string): readonly number[] | undefined =>
  text.includes(':') ? parseIpv6(text) : parseIpv4(text);

const parseIpv4 = (text: string): readonly number[] | undefined => {
  const parts = text.split('.');
  const isAddress =
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return isAddress ? parts.map(Number) : undefined;
};

const parseIpv6 = (text: string): readonly number[] | undefined => {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half, index) => parseGroups(half, index === halves.length - 1));
  const [head, tail = []] = groups;
  if (head === undefined || groups.includes(undefined)) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
};

/** The last group may be an IPv4 address. */
const parseGroups = (text: string, endsAddress: boolean): readonly number[] | undefined => {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes = groups.map((group, index) => {
    if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 255];
    }
    return endsAddress && index === groups.length - 1 ? parseIpv4(group) : undefined;
  });
  return bytes.every((each) => each !== undefined) ? bytes.flat() : undefined;
};

/** An address as RFC 5952 writes it. */
export const ipText = (bytes: readonly number[]): string => {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from(
    { length: 8 },
    (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0),
  );
  const text = groups.map((group) => group.toString(16)).join(':');
  // The longest run of two zeros or more, the first of equals, becomes `::`.
  const runs = [...text.matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)];
  const longest = runs.reduce((best, [run]) => (run.length > best.length ? run : best), '');
  if (longest === '') return text;
  const at = runs.find(([run]) => run === longest)?.index ?? 0;
  return `${text.slice(0, at).replace(/:$/, '')}::${text.slice(at + longest.length).replace(/^:/, '')}`;
};

/** Whether an IPv6 address stands for one of IPv4 (`::ffff:10.0.0.1`). */
export const isMappedIpv4 = (bytes: readonly number[]): boolean =>
  bytes.length === 16 && bytes.slice(0, 12).every((byte, index) => byte === (index < 10 ? 0 : 255));

/** The address with all bits after the first `length` at 0. */
export const maskedIp = (bytes: readonly number[], length: number): readonly number[] =>
  bytes.map((byte, index) => byte & ((0xff00 >> Math.max(0, Math.min(8, length - index * 8))) & 0xff));
