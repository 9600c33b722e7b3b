import { describe, expect, it } from 'vitest';
import { printable } from '../../../src/render/printable.ts';

describe('printable text', () => {
  it.each([
    ['plain words', 'plain words'],
    ['größe 名前 👩‍🔧 \\n', 'größe 名前 👩‍🔧 \\n'],
    ['gone\u001b[2J', 'gone\\u001b[2J'],
    ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['\u009b31m', '\\u009b31m'],
    ['one\nerror: two', 'one\\u000aerror: two'],
    ['one\r\u2028\u2029\u0085', 'one\\u000d\\u2028\\u2029\\u0085'],
    ['a\tb\u007f', 'a\\u0009b\\u007f'],
    ['\u202egnp.exe\u2069\u200f', '\\u202egnp.exe\\u2069\\u200f'],
    ['half \ud83d of a pair', 'half \\ud83d of a pair'],
  ])('of %j is %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});
