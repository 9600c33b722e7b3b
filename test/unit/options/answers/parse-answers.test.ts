import { expect, it } from 'vitest';
import { parseAnswers } from '../../../../src/options/answers/parse-answers.ts';

it.each([
  ['kind: CronTab', { kind: 'CronTab' }],
  ['{"kind": "CronTab"}', { kind: 'CronTab' }],
  ['{\n\t"a": [\n\t\t1\n\t]\n}', { a: [1] }],
  ['\uFEFFa: 1', { a: 1 }],
  ['---\na: 1\n', { a: 1 }],
  ['a: 1\r\nb: |\r\n  x\r\n', { a: 1, b: 'x\n' }],
  ['a: 2020-01-01\nb: no\nc: 0o7\nd: ~', { a: '2020-01-01', b: 'no', c: 7, d: null }],
  ['1.0: b', { '1.0': 'b' }],
  ['a: ! 1', { a: '1' }],
  ['a: -0', { a: 0 }],
  ['# a comment\na: {}', { a: {} }],
])('reads %j', (text, value) => {
  expect(parseAnswers(text, 'f')).toEqual({ ok: true, value });
});

it('takes a key that is special to JavaScript as any other', () => {
  const read = parseAnswers('__proto__: {x: 1}\nconstructor: 1', 'f');
  expect(read.ok && Object.keys(read.value)).toEqual(['__proto__', 'constructor']);
});

it.each([
  ['', 'f', 'it is empty'],
  ['# only a comment', 'f', 'it is empty'],
  ['---', 'f', 'it is empty'],
  ['null', 'f', 'it is empty'],
  ['- a', 'f', 'it must be a mapping'],
  ['text', 'f', 'it must be a mapping'],
  ['a: 1\n---\nb: 2', 'f', 'it has 2 documents; answers are one'],
  ['a: 1\nb: 2\na: 3', 'f: line 3', 'a is given twice'],
  ['{"a": 1, "a": 2}', 'f: line 1', '"a" is given twice'],
  ['b: &x 1\na: *x', 'f: line 2', '*x is an alias; write the value out'],
  ['a: &x [*x]', 'f: line 1', '*x is an alias'],
  ['a: *x', 'f', 'alias'],
  ['a: !!binary aGk=', 'f: line 1', 'the tag tag:yaml.org,2002:binary is not taken'],
  ['a: .inf', 'f: line 1', 'Infinity is no value that JSON has'],
  ['a: 1e999', 'f: line 1', 'Infinity is no value that JSON has'],
  ['? [a]\n: 1', 'f: line 1', 'a key must be a text'],
  ['a: [1', 'f: line 1', 'Flow sequence'],
  ['a: "x', 'f: line 1', 'Missing closing "quote'],
  ['a:\n\t- b', 'f: line 2', 'Tabs are not allowed'],
  [`a: ${'['.repeat(101)}${']'.repeat(101)}`, 'f: line 1', 'there are more than 100 levels'],
])('refuses %j at %s: %s', (text, path, message) => {
  const read = parseAnswers(text, 'f');
  const [first] = read.ok ? [] : read.violations;
  expect(first).toMatchObject({
    path: expect.stringContaining(path),
    message: expect.stringContaining(message),
  });
});

it.each([
  ['lists', '['.repeat(50_000) + ']'.repeat(50_000)],
  ['lists that never end', '['.repeat(50_000)],
  ['mappings', `a: ${'{a: '.repeat(20_000)}`],
  ['dashes', '- '.repeat(20_000)],
  ['question marks', '? '.repeat(20_000)],
  ['indented keys', Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
])('refuses more %s than a stack takes', (_, text) => {
  expect(parseAnswers(text, 'f')).toEqual({
    ok: false,
    violations: [{ path: 'f', message: 'it has too many levels' }],
  });
});

it('says everything that is wrong at once', () => {
  const read = parseAnswers('a: 1\na: 2\nb: .nan\nc: *d\ne: 1\ne: 2', 'f');
  expect(read.ok ? [] : read.violations.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['f: line 2', 'f: line 6', 'f: line 3', 'f: line 4']),
  );
});

it('is not slowed down by aliases of aliases', () => {
  const bomb = [
    'a0: &a0 [x, x]',
    ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
  ];
  expect(parseAnswers(bomb.join('\n'), 'f').ok).toBe(false);
});
