import { describe, expect, it } from 'vitest';
import { splitContent, splitElement } from '../../../src/certs/der-reader.ts';
import { DER_TAGS } from '../../../src/certs/der-tags.ts';
import { readBits, readObjectIdentifier, readSmallInteger, readTime } from '../../../src/certs/der-values.ts';
import {
  encodeDer,
  integer,
  objectIdentifier,
  octetString,
  rawElement,
  sequence,
  time,
} from '../../../src/certs/der-writer.ts';

function bytes(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex');
}

describe('encodeDer', () => {
  it.each([
    [0, '04 00'],
    [127, `04 7f ${'00'.repeat(127)}`],
    [128, `04 81 80 ${'00'.repeat(128)}`],
    [256, `04 82 01 00 ${'00'.repeat(256)}`],
    [65536, `04 83 01 00 00 ${'00'.repeat(65536)}`],
  ])('writes a length of %d in its shortest form', (length, hex) => {
    expect(encodeDer(octetString(new Uint8Array(length)))).toEqual(bytes(hex));
  });

  it.each([
    ['2.5.29.17', '06 03 55 1d 11'],
    ['1.2.840.10045.4.3.2', '06 08 2a 86 48 ce 3d 04 03 02'],
    ['1.3.6.1.5.5.7.3.1', '06 08 2b 06 01 05 05 07 03 01'],
  ])('writes and reads %s', (oid, hex) => {
    expect(encodeDer(objectIdentifier(oid))).toEqual(bytes(hex));
    expect(readObjectIdentifier(bytes(hex).subarray(2))).toBe(oid);
  });

  it.each([
    [Date.UTC(2049, 11, 31, 23, 59, 59), DER_TAGS.utcTime, '491231235959Z'],
    [Date.UTC(2050, 0, 1), DER_TAGS.generalizedTime, '20500101000000Z'],
    [Date.UTC(9999, 11, 31, 23, 59, 59), DER_TAGS.generalizedTime, '99991231235959Z'],
    [Date.UTC(2026, 1, 3, 4, 5, 6), DER_TAGS.utcTime, '260203040506Z'],
  ])('writes and reads the time %d', (instant, tag, text) => {
    const element = splitElement(encodeDer(time(instant)));
    expect(element.tag).toBe(tag);
    expect(Buffer.from(element.content).toString()).toBe(text);
    expect(readTime(element)).toBe(instant);
  });

  it('takes encoded elements over byte for byte', () => {
    const inner = encodeDer(sequence(integer(Uint8Array.of(1)), octetString(new Uint8Array(200))));
    const [taken] = splitContent(splitElement(encodeDer(sequence(rawElement(inner)))).content);
    expect(Buffer.from(taken?.encoded ?? [])).toEqual(inner);
  });
});

describe('splitElement', () => {
  it.each([
    ['', 'ends early'],
    ['30', 'ends early'],
    ['30 05 02 01', 'ends early'],
    ['30 82 01', 'ends early'],
    ['30 80 00 00', 'a length that DER does not allow'],
    ['30 85 01 01 01 01 01', 'a length that DER does not allow'],
    ['04 81 01 00', 'a length that is not the shortest'],
    [`04 82 00 80 ${'00'.repeat(128)}`, 'a length that is not the shortest'],
    ['04 01 00 00', 'bytes behind its end'],
    ['1f 81 01 00', 'a tag number above 30'],
  ])('refuses %s: %s', (hex, problem) => {
    expect(() => splitElement(bytes(hex))).toThrow(problem);
  });
});

describe('readTime', () => {
  it.each([
    [0x17, '261122132614+0100'],
    [0x17, '2611221326Z'],
    [0x18, '20261122132614.5Z'],
    [0x18, '261122132614Z'],
    [0x0c, '261122132614Z'],
  ])('refuses 0x%s %s', (tag, text) => {
    const content = new TextEncoder().encode(text);
    expect(() => readTime({ tag, content, encoded: content })).toThrow('a time that RFC 5280 does not allow');
  });

  it('reads two-digit years as RFC 5280 does', () => {
    const at = (text: string) => {
      const content = new TextEncoder().encode(text);
      return readTime({ tag: DER_TAGS.utcTime, content, encoded: content });
    };
    expect(at('500101000000Z')).toBe(Date.UTC(1950, 0, 1));
    expect(at('491231235959Z')).toBe(Date.UTC(2049, 11, 31, 23, 59, 59));
  });
});

describe('small values', () => {
  it.each([
    ['00', 0],
    ['7f', 127],
    ['00 80', 128],
    ['ff', -1],
    ['80', -128],
  ])('reads the integer %s as %d', (hex, value) => {
    expect(readSmallInteger(bytes(hex))).toBe(value);
  });

  it.each([
    ['07 80', [0]],
    ['05 a0', [0, 2]],
    ['01 86', [0, 5, 6]],
    ['07 00 80', [8]],
    ['00', []],
  ])('reads the bits of %s', (hex, bits) => {
    expect([...readBits(bytes(hex))]).toEqual(bits);
  });
});
