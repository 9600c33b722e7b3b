import { expect, it } from 'vitest';
import { goQuote, klogValue } from '../../../src/discover/log/klog-value.ts';

// strconv.Quote of Go 1.26 gave these.
it.each([
  ['plain', '"plain"'],
  ['a "b" \\c', '"a \\"b\\" \\\\c"'],
  ['tab\there', '"tab\\there"'],
  ['\x00\x1b\x7f', '"\\x00\\x1b\\x7f"'],
  ['ü € 漢 😀', '"ü € 漢 😀"'],
  ['\u00a0\u200b\ufeff', '"\\u00a0\\u200b\\ufeff"'],
  ['\u{e0001}', '"\\U000e0001"'],
])('quotes %j as %s', (text, quoted) => {
  expect(goQuote(text)).toBe(quoted);
});

it.each([
  ['one line', ' k="one line"'],
  ['', ' k=""'],
  ['two\nlines', ' k=<\n\ttwo\n\tlines\n >'],
  ['two\nlines\n', ' k=<\n\ttwo\n\tlines\n >'],
  ['\n', ' k=<\n\t\n >'],
  [12, ' k=12'],
])('writes %j as %j', (value, written) => {
  expect(klogValue('k', value)).toBe(written);
});
