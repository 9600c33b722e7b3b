import { expect, it } from 'vitest';
import { parseAnswers } from '../../../../src/options/answers/parse-answers.ts';

it.each([
  ['kind: CronTab', { kind: 'CronTab' }],
  ['{"kind": "CronTab"}', { kind: 'CronTab' }],
  ['{\n\t"a": [\n\t\t1\n\t]\n}', { a: [1] }],
  ['\uFEFFa: 1', { a: 1 }],
  ['---\na: 1\n', { a: 1 }],
  ['a: 1\r\nb: |\r\n  x\r\n', { a: 1, b: 'x\n' }],
  ['a: 2020-01-01\nb: no\nc: [{d: 0o7}]\nd: ~', { a: '2020-01-01', b: 'no', c: [{ d: 7 }], d: null }],
  ['1.0: b', { '1.0': 'b' }],
  ['a: ! 1', { a: '1' }],
  ['a: [{b: -0}]', { a: [{ b: 0 }] }],
  ['a: 1\nb: [2]\nc: [{d: 1.0, e: 1e3}]', { a: 1, b: [2], c: [{ d: 1, e: 1000 }] }],
  ['a: "007"\nb: {c: "1.0"}', { a: '007', b: { c: '1.0' } }],
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
  ['a: 1\nb: 2\na: 3', 'f:3', 'a is given twice'],
  ['{"a": 1, "a": 2}', 'f:1', '"a" is given twice'],
  ['b: &x 1\na: *x', 'f:2', '*x is an alias; write the value out'],
  ['a: &x [*x]', 'f:1', '*x is an alias'],
  ['a: *x', 'f', 'alias'],
  ['a: !!binary aGk=', 'f:1', 'the tag tag:yaml.org,2002:binary is not taken'],
  ['a: 007', 'f:1', '007 is the number 7 in YAML; put it in quotes, or write 7 if that is meant'],
  ['a:\n  b: 1.0', 'f:2', '1.0 is the number 1 in YAML'],
  ['a: [b, 1e3]', 'f:1', '1e3 is the number 1000 in YAML'],
  ['{"a": 0.10}', 'f:1', '0.10 is the number 0.1 in YAML'],
  ['a: 9007199254740993', 'f:1', '9007199254740993 is the number 9007199254740992 in YAML'],
  ['a: .inf', 'f:1', 'Infinity is no value that JSON has'],
  ['a: 1e999', 'f:1', 'Infinity is no value that JSON has'],
  ['? [a]\n: 1', 'f:1', 'a key must be a text'],
  ['a: [1', 'f:1', 'Flow sequence'],
  ['a: "x', 'f:1', 'Missing closing "quote'],
  ['a:\n\t- b', 'f:2', 'Tabs are not allowed'],
  [`a: ${'['.repeat(101)}${']'.repeat(101)}`, 'f:1', 'there are more than 100 levels'],
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
    expect.arrayContaining(['f:2', 'f:6', 'f:3', 'f:4']),
  );
});

it('is not slowed down by aliases of aliases', () => {
  const bomb = [
    'a0: &a0 [x, x]',
    ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
  ];
  expect(parseAnswers(bomb.join('\n'), 'f').ok).toBe(false);
});
