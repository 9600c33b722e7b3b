import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JsonValue } from '../../../src/model/json-value.ts';
import { renderYaml } from '../../../src/render/yaml.ts';

it.each<readonly [JsonValue, string]>([
  [{ b: 1, a: [true, null, 0.5] }, 'b: 1\na:\n  - true\n  - null\n  - 0.5\n'],
  [{ a: {}, b: [] }, 'a: {}\nb: []\n'],
  [{ a: 'x\ny' }, 'a: |-\n  x\n  y\n'],
  [{ a: 'x\n\n  y\n' }, 'a: |\n  x\n\n    y\n'],
  [{ a: 'x \ny' }, 'a: "x\\ \\ny"\n'],
  [{ a: ' x\ny' }, 'a: " x\\ny"\n'],
  [{ a: 'tab\there\nx' }, 'a: "tab\\there\\nx"\n'],
  [{ a: 'x'.repeat(200) }, `a: ${'x'.repeat(200)}\n`],
  [{ a: 'long words '.repeat(30).trim() }, `a: ${'long words '.repeat(30).trim()}\n`],
  [{ a: 'x\u2028y\u0085z\u007f' }, 'a: "x\\u2028y\\u0085z\\u007f"\n'],
  [{ 'k\u2029': 'x\ny\ufeff' }, '"k\\u2029": "x\\ny\\ufeff"\n'],
  [{ a: 'a: b # c' }, 'a: "a: b # c"\n'],
])('%j', (value, text) => {
  expect(renderYaml(value)).toBe(text);
});

// What YAML 1.1, which kubectl reads, takes for something else than a text.
it.each([
  'yes',
  'No',
  'on',
  'off',
  'y',
  'n',
  'true',
  'null',
  '~',
  '',
  '1',
  '1.0',
  '1e3',
  '0x10',
  '0o7',
  '010',
  '1_000',
  '.inf',
  '12:30:00',
  '2026-01-31',
  '=',
  '<<',
  '- a',
  '*a',
  '&a',
  '!a',
  '@a',
  '`a',
  '%a',
  '{a',
  '[a',
  '#a',
  'a #b',
  'a:',
  '?',
  ' a',
  'a ',
])('the text %j stays a text for YAML 1.1 and 1.2', (text) => {
  const written = renderYaml({ [text]: text, list: [text] });
  for (const version of ['1.1', '1.2'] as const) {
    expect(parse(written, { version, merge: false })).toEqual({ [text]: text, list: [text] });
  }
});

it('writes what comes twice twice', () => {
  const shared = { a: ['b'] };
  expect(renderYaml({ x: shared, z: shared })).toBe('x:\n  a:\n    - b\nz:\n  a:\n    - b\n');
});
