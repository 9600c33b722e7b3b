import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments, stringify, type Tags, type ToStringOptions } from 'yaml';
import { parseYaml } from '../../../templates/aa/typescript/src/server/decode/yaml/parse-yaml.ts';
import { fc } from '../../support/seeded-fast-check.ts';

/** As go-yaml, which leaves times as they are written and does not count in sixties. */
const SCHEMA = {
  version: '1.1',
  merge: true,
  customTags: (tags: Tags) => tags.filter((tag) => typeof tag === 'string' || !isOdd(tag)),
} as const;

const isOdd = ({ tag, format = '' }: { readonly tag: string; readonly format?: string }) =>
  tag.endsWith(':timestamp') || format === 'TIME';

/** What another reader of YAML makes of a text. */
const theirs = (text: string) => JSON.parse(JSON.stringify(parse(text, SCHEMA) ?? null));

describe('reads', () => {
  it.each<readonly [text: string, value: unknown]>([
    ['', null],
    ['# nothing\n', null],
    ['---\na: 1\n...\n', { a: 1 }],
    ['%YAML 1.1\n---\na: 1\n', { a: 1 }],
    ['{"a": [1, "x", null, true]}', { a: [1, 'x', null, true] }],
    ['a:\n- 1\n- 2\nb: 3\n', { a: [1, 2], b: 3 }],
    ['a:\n  - b: 1\n    c: 2\n  -\n    d: 3\n  - - 4\n', { a: [{ b: 1, c: 2 }, { d: 3 }, [4]] }],
    ['a: yes\nb: no\nc: "yes"\nd: on\n', { a: true, b: false, c: 'yes', d: true }],
    ['a: 010\nb: 0x1F\nc: 1_000\nd: 1e3\ne: .5\nf: 0o17\n', { a: 8, b: 31, c: 1000, d: 1000, e: 0.5, f: 15 }],
    ['a: 1.2.3\nb: 12:30\nc: 2026-01-01\nd: 1.10\n', { a: '1.2.3', b: '12:30', c: '2026-01-01', d: 1.1 }],
    ['a: ~\nb:\nc: null\n', { a: null, b: null, c: null }],
    ['a: x # comment\nb: x#y\n# comment\nc: "#"\n', { a: 'x', b: 'x#y', c: '#' }],
    ['a: one\n  two\n\n  three\nb: 1\n', { a: 'one two\nthree', b: 1 }],
    ['a: http://x:80/y\nb: {c: d:e, f: -1}\n', { a: 'http://x:80/y', b: { c: 'd:e', f: -1 } }],
    ['a: |\n  x\n    y\n\n  z\nb: |-\n  x\n\nc: |+\n  x\n\n', { a: 'x\n  y\n\nz\n', b: 'x', c: 'x\n\n' }],
    ['a: >\n  x\n  y\n\n  z\n    more\n  end\nb: >-\n  x\n  y\n', { a: 'x y\nz\n  more\nend\n', b: 'x y' }],
    ['a: |2\n    x\n   y\n', { a: '  x\n y\n' }],
    ['- |\n  x\n- >\n  y\n', ['x\n', 'y\n']],
    ['a: "x\\n\\u0041\\x42\\\n  y"\n', { a: 'x\nABy' }],
    ["a: 'it''s'\nb: 'x\n  y\n\n  z'\n", { a: "it's", b: 'x y\nz' }],
    ['"a b": 1\n\'c\': 2\n? x\n'.split('?')[0] ?? '', { 'a b': 1, c: 2 }],
    ['1: a\ntrue: b\n1.5: c\n', { 1: 'a', true: 'b', '1.5': 'c' }],
    ['a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 2\n', { a: { b: 1 }, c: { b: 1 }, d: { b: 1, e: 2 } }],
    ['a: &x\n  b: 1\nc:\n  - *x\n', { a: { b: 1 }, c: [{ b: 1 }] }],
    ['a: !!str 1\nb: !!int "1"\nc: ! yes\n', { a: '1', b: 1, c: 'yes' }],
    ['[a: 1, b]', [{ a: 1 }, 'b']],
    ['{a, b: , c: [x,\n  z]}', { a: null, b: null, c: ['x', 'z'] }],
    ['a: - 1\n'.replace('- 1', '-1'), { a: -1 }],
    ['a: -\n'.replace('-', '-x'), { a: '-x' }],
    ['\uFEFFa: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['__proto__: 1\nconstructor: 2\n', JSON.parse('{"__proto__": 1, "constructor": 2}')],
    ['a: 1\na: 2\n', { a: 2 }],
    ['plain text', 'plain text'],
  ])('%j', (text, value) => {
    expect(parseYaml(text).value).toEqual(value);
  });
});

it('tells which keys are there twice, and where', () => {
  const { duplicate } = parseYaml('a: 1\nb:\n  c: 2\n  c: 3\na: {d: 1, d: 2}\n');
  expect(duplicate).toEqual([
    'line 4: key "c" already set in map',
    'line 5: key "d" already set in map',
    'line 5: key "a" already set in map',
  ]);
});

describe('refuses', () => {
  it.each([
    ['a: 1\n b: 2\n', 'line 2'],
    ['a: [1, 2\n', 'line 2: '],
    ['a: "x\n', 'line 1: a quoted text does not end'],
    ['a: b: c\n', 'line 1'],
    ['\ta: 1\n', 'a tab indents the line'],
    ['a: @x\n', 'a value cannot begin with "@"'],
    ['a: *x\n', 'unknown anchor "x"'],
    ['? a\n: b\n', 'keys with "?" are not read'],
    ['a: 1\n---\nb: 2\n', 'something follows the document'],
    ['a: !own 1\n', 'the tag !own is not read'],
    ['a: |x\n', 'the header of a block scalar'],
    ['{[a]: 1}', 'a collection as a key'],
    ['"\\q"', 'is no escape'],
    ['a\nb: 1\n', 'line 2'],
    ['- a\nb\n', 'line 2'],
    [`${'['.repeat(2000)}`, 'nested more than 500 deep'],
    [
      `a: &a [1,2,3,4,5,6,7,8,9]\n${'bcdefghi'.replaceAll(/./g, (name, at: number) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`)}]\n`)}`,
      'too many values',
    ],
  ])('%j', (text, problem) => {
    expect(() => parseYaml(text)).toThrowError(problem);
  });
});

const LEAF = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...' \n:#-?[]{},&*!|>\'"%@`\\a1.~') }),
  fc.constantFrom('yes', 'on', 'null', '~', '1', '010', '-', '- x', 'a: b', 'a #b', ' x', 'x ', '', '0x1'),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const VALUE = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    LEAF,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), tie('value'), { maxKeys: 4 }),
  ),
})).value;
const STYLE: fc.Arbitrary<ToStringOptions> = fc.record({
  indent: fc.constantFrom(2, 3, 4),
  indentSeq: fc.boolean(),
  collectionStyle: fc.constantFrom('any', 'block', 'flow'),
  defaultStringType: fc.constantFrom(
    'PLAIN',
    'QUOTE_DOUBLE',
    'QUOTE_SINGLE',
    'BLOCK_FOLDED',
    'BLOCK_LITERAL',
  ),
  lineWidth: fc.constantFrom(20, 40, 80, 0),
});

/**
 * That writer has faults: it puts an empty collection below its key without indenting it, breaks lines behind what then
 * is an indicator, and writes texts that it does not read itself.
 */
const isSound = (text: string, value: unknown): boolean => {
  if (/:\n *(\[\]|\{\})(\n|$)|(^|[\s,[{])\?\s|[[{,:]\s*[-:]\n/m.test(text)) return false;
  try {
    return JSON.stringify(theirs(text)) === JSON.stringify({ value });
  } catch {
    return false;
  }
};

it('reads whatever another writer writes, in every style', () => {
  fc.assert(
    fc.property(VALUE, STYLE, (value, style) => {
      const text = stringify({ value }, { ...style, version: '1.1' });
      fc.pre(isSound(text, value));
      expect(parseYaml(text).value, text).toEqual(theirs(text));
    }),
    { numRuns: Number(process.env['KX_PROPERTY_RUNS'] ?? 500) },
  );
});

const WILD = 'test/cluster/wild';

it.each(readdirSync(WILD).filter((name) => name.endsWith('.yaml')))(
  'reads %s as another reader does',
  (name) => {
    const text = readFileSync(join(WILD, name), 'utf8');
    for (const document of parseAllDocuments(text, SCHEMA)) {
      const [start = 0, end = 0] = document.range ?? [];
      const part = text.slice(start, end).replace(/^---.*\n/, '');
      expect(parseYaml(part).value).toEqual(JSON.parse(JSON.stringify(document.toJS() ?? null)));
    }
  },
);

it('ends on any text, with a value or a sentence', () => {
  const fragments = fc.constantFrom(
    ...'a:- \n[]{},&*!|>\'"%@`#?\\~1\t',
    '  ',
    '- ',
    ': ',
    '\n  ',
    '---\n',
    '<<: ',
    '&a ',
    '*a ',
  );
  fc.assert(
    fc.property(fc.array(fragments, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      try {
        JSON.stringify(parseYaml(text).value);
      } catch (error) {
        expect(error, text).toMatchObject({
          name: 'YamlError',
          message: expect.stringMatching(/^line \d+: /),
        });
      }
    }),
    { numRuns: 2000 },
  );
});
