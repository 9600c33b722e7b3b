import { type DerValue, splitContent } from './der-reader.ts';
import { DER_TAGS } from './der-tags.ts';
import { InputError } from './input-error.ts';

/** @returns the dotted form of an OBJECT IDENTIFIER's content */
export function readObjectIdentifier(content: Uint8Array): string {
  const arcs: number[] = [];
  let value = 0;
  for (const octet of content) {
    value = value * 128 + (octet & 0x7f);
    if (octet < 0x80) {
      arcs.push(value);
      value = 0;
    }
  }
  const [first, ...rest] = arcs;
  if (first === undefined) throw new InputError('has an empty object identifier');
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest].join('.');
}

/**
 * @param element a UTCTime or GeneralizedTime as RFC 5280 section 4.1.2.5 restricts them
 * @returns epoch milliseconds
 * @throws InputError
 */
export function readTime(element: DerValue | undefined): number {
  const text = element === undefined ? '' : Buffer.from(element.content).toString('latin1');
  const isUtcTime = element?.tag === DER_TAGS.utcTime;
  const pattern = isUtcTime
    ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
    : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
  const fields = pattern.exec(text)?.slice(1).map(Number);
  if (fields === undefined || (!isUtcTime && element?.tag !== DER_TAGS.generalizedTime)) {
    throw new InputError('has a time that RFC 5280 does not allow');
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  const century = isUtcTime ? (year < 50 ? 2000 : 1900) : 0;
  return Date.UTC(century + year, month - 1, day, hour, minute, second);
}

/**
 * @param content of a BIT STRING that lists flags
 * @returns the numbers of the bits that are set, counted from the first
 */
export function readBits(content: Uint8Array): ReadonlySet<number> {
  const bits = new Set<number>();
  for (const [index, octet] of content.subarray(1).entries()) {
    for (let bit = 0; bit < 8; bit++) {
      if ((octet & (0x80 >> bit)) !== 0) bits.add(index * 8 + bit);
    }
  }
  return bits;
}

/**
 * @param content of an INTEGER
 * @returns its value, exact up to 2^53
 */
export function readSmallInteger(content: Uint8Array): number {
  let value = (content[0] ?? 0) >= 0x80 ? -1 : 0;
  for (const octet of content) value = value * 256 + octet;
  return value;
}

/** @returns the elements of a SEQUENCE or SET that is known by its tag alone */
export function membersOf(element: DerValue | undefined): readonly DerValue[] {
  if (element === undefined || (element.tag & 0x20) === 0) {
    throw new InputError('has a value where a list belongs');
  }
  return splitContent(element.content);
}
