import { describe, expect, it } from 'vitest';
import { matchingTexts } from '../../../../src/model/re2/matching-texts.ts';
import { matches } from '../../../../templates/aa/typescript/src/server/schema/re2/match-text.ts';
import {
  patternProblem,
  patternProgram,
} from '../../../../templates/aa/typescript/src/server/schema/re2/pattern.ts';

const unbounded = { min: 0, max: Number.POSITIVE_INFINITY };

function programOf(pattern: string) {
  const program = patternProgram(pattern);
  if (program === undefined) throw new Error(`${pattern} is no pattern`);
  return program;
}

function textsOf(pattern: string, bounds = unbounded, count = 4): readonly string[] {
  const texts: string[] = [];
  for (const text of matchingTexts(programOf(pattern), bounds)) {
    if (texts.push(text) === count) break;
  }
  return texts;
}

// The sentences are those of Go 1.26, which kube-apiserver 1.36 and 1.37 are built with.
describe('what RE2 does not have is refused in the words of Go', () => {
  it.each([
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['(?!a)', 'invalid or unsupported Perl syntax: `(?!`'],
    ['(?<=a)', 'invalid or unsupported Perl syntax: `(?<=`'],
    ['(?>a)', 'invalid or unsupported Perl syntax: `(?>`'],
    ['(a)\\1', 'invalid escape sequence: `\\1`'],
    ['\\8', 'invalid escape sequence: `\\8`'],
    ['\\Z', 'invalid escape sequence: `\\Z`'],
    ['\\é', 'invalid escape sequence: `\\é`'],
    ['\\', 'trailing backslash at end of expression: ``'],
    ['*a', 'missing argument to repetition operator: `*`'],
    ['{2}', 'missing argument to repetition operator: `{2}`'],
    ['(|+)', 'missing argument to repetition operator: `+`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['a{2}{3}', 'invalid nested repetition operator: `{2}{3}`'],
    ['a*{1001}', 'invalid repeat count: `{1001}`'],
    ['\\x{110000}', 'invalid escape sequence: `\\x{110000`'],
    ['a{1001}', 'invalid repeat count: `{1001}`'],
    ['a{3,2}', 'invalid repeat count: `{3,2}`'],
    ['(a{100}){100}', 'invalid repeat count: `(a{100}){100}`'],
    ['(a', 'missing closing ): `(a`'],
    ['a)', 'unexpected ): `a)`'],
    ['[a', 'missing closing ]: `[a`'],
    ['[z-a]', 'invalid character class range: `z-a`'],
    ['[[:alfa:]]', 'invalid character class range: `[:alfa:]`'],
    ['\\p{Foo}', 'invalid character class range: `\\p{Foo}`'],
    ['(?P<n', 'invalid or unsupported Perl syntax'],
    ['(?P<a-b>x)', 'invalid named capture: `(?P<a-b>`'],
  ])('%s', (pattern, problem) => {
    expect(patternProblem(pattern)).toContain(problem);
    expect(patternProgram(pattern)).toBeUndefined();
  });
});

describe('texts are matched as Go matches them', () => {
  it.each([
    ['', 'anything', true],
    ['b', 'abc', true],
    ['^b', 'abc', false],
    ['^abc$', 'abc', true],
    ['^abc$', 'abc\n', false],
    ['(?m)^b$', 'a\nb\nc', true],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['(?i)ABC', 'xaBcx', true],
    ['(?i:a)b', 'AB', false],
    ['(?i)a(?-i)b', 'Ab', true],
    ['a|b|', 'zzz', true],
    ['^(?:a|b)$', 'c', false],
    ['^a{2,3}$', 'aa', true],
    ['^a{2,3}$', 'aaaa', false],
    ['^a{,3}$', 'a{,3}', true],
    ['^a+?$', 'aaa', true],
    ['^[^a-c]$', 'd', true],
    ['^[]a]$', ']', true],
    ['^[a-]$', '-', true],
    ['^[a-z0-9-\\.]+$', 'a-.', true],
    ['^[\\w-.]+$', 'a-.', true],
    ['^[a-c-e]$', 'd', false],
    ['^[[:alpha:]_]+$', 'ab_', true],
    ['^\\d\\D\\w\\W\\s\\S$', '1a_- x', true],
    ['^\\s$', '\v', false],
    ['\\bfoo\\b', 'a foo b', true],
    ['\\bfoo\\b', 'afoo', false],
    ['a\\Bb', 'ab', true],
    ['^\\x41\\x{1F600}\\101\\n$', 'A😀A\n', true],
    ['^\\pL\\p{Greek}\\P{L}$', 'éΩ1', true],
    ['^\\p{uppercase-letter}\\p{ascii}\\p{Assigned}$', 'Aa1', true],
    ['(?i)^k[r-t]$', '\u212a\u017f', true],
    ['(?i)^\\p{Lu}[^\\W]$', 'as', true],
    ['(?i)^\\W$', 's', false],
    ['^\\\n$', '\n', true],
    ['^\\Qa.b*\\E$', 'a.b*', true],
    ['\\Aa\\z', 'a', true],
    ['^(?P<x>a)(?<y>b)$', 'ab', true],
    ['^.$', '😀', true],
  ])('%s in %j: %s', (pattern, text, expected) => {
    expect(matches(programOf(pattern), text)).toBe(expected);
  });

  it('in time linear in the text, whatever the pattern', () => {
    expect(matches(programOf('^(a+)+$'), `${'a'.repeat(2000)}b`)).toBe(false);
  });

  it('also where a text leads to more positions than are remembered', () => {
    const program = programOf('^[ab]*a[ab]{60}$');
    const words = Array.from({ length: 4096 }, (_, index) =>
      index.toString(2).padStart(12, '0').replaceAll('0', 'a').replaceAll('1', 'b'),
    );
    const text = words.join('');
    for (const length of [60, 61, 100, 20_000, 49_000, 49_001, 49_002, 49_152]) {
      expect([length, matches(program, text.slice(0, length))]).toEqual([length, text[length - 61] === 'a']);
    }
  });
});

describe('texts are found for a pattern', () => {
  it.each([
    ['^(\\S+\\s){4}\\S+$', 'a a a a a'],
    ['^\\d{1,3}(\\.\\d{1,3}){3}$', '0.0.0.0'],
    ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', 'a'],
    ['^$', ''],
    ['^[A-Z]{2}-\\d{4}$', 'AA-0000'],
    ['^v[1-9]\\d*((alpha|beta)[1-9]\\d*)?$', 'v1'],
    ['\\bfoo\\b', 'foo'],
  ])('%s: %s', (pattern, text) => {
    expect(textsOf(pattern)[0]).toBe(text);
  });

  it.each([
    ['^[a-z]+(-[a-z]+)*$', { min: 10, max: 10 }],
    ['^.{1000}$', unbounded],
    ['^(ab|cde)*$', { min: 12, max: 12 }],
    ['x', { min: 5, max: 6 }],
    ['^\\P{L}+$', { min: 3, max: 3 }],
    ['(?i)^[a-f]+$', { min: 2, max: 2 }],
    ['^[^\\s"\']+$', { min: 4, max: 9 }],
  ])('%s within %j, all different', (pattern, bounds) => {
    const texts = textsOf(pattern, bounds);
    expect(new Set(texts).size).toBe(4);
    for (const text of texts) {
      expect(text).toMatch(new RegExp(pattern.replace('(?i)', ''), 'u'));
      expect([...text].length).toBeGreaterThanOrEqual(bounds.min);
      expect([...text].length).toBeLessThanOrEqual(bounds.max);
    }
  });

  it('gives all of them where there are few, and none where there are none', () => {
    expect(textsOf('^(a|b)c?$', unbounded, 9)).toEqual(['a', 'b', 'ac', 'bc']);
    expect(textsOf('^a{3}$', { min: 4, max: 9 })).toEqual([]);
    expect(textsOf('a^', unbounded)).toEqual([]);
  });
});
