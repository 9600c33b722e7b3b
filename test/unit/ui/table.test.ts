import { expect, it } from 'vitest';
import { table } from '../../../src/ui/table.ts';

it.each([
  ['nothing', [], ''],
  ['a cell alone, unpadded', [['a']], 'a\n'],
  ['a column of at least six', [['a', 'b']], 'a     b\n'],
  [
    'three blanks behind the widest',
    [
      ['abcdef', 'b'],
      ['a', 'c'],
    ],
    'abcdef   b\na        c\n',
  ],
  ['an empty column', [['a', '', 'c']], 'a           c\n'],
  ['blanks before an empty last cell', [['a', '']], 'a     \n'],
  ['runes, not bytes', [['äöü€', 'b']], 'äöü€   b\n'],
])('lays out %s', (_, rows, text) => {
  expect(table(rows)).toBe(text);
});
