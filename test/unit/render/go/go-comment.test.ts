import { expect, it } from 'vitest';
import { goComment } from '../../../../src/render/go/go-comment.ts';

const LONG = 'word '.repeat(30).trim();

it.each([
  ['', ''],
  ['One line.', '// One line.\n'],
  ['one\ntwo', '// one two\n'],
  ['one\n\ntwo', '// one\n//\n// two\n'],
  ['- a\n- b', '//   - a\n//   - b\n'],
  ['see\n* a\n  more\n* b\n\nend', '// see\n//\n//   - a more\n//   - b\n//\n// end\n'],
  ['- a\n\n1. b', '//   - a\n//   - b\n'],
  ['1) one\n2) two', '//  1. one\n//  2. two\n'],
  ['# head', '// \\# head\n'],
  ['[x]: http://y', '// \\[x]: http://y\n'],
  ["``quoted'' “text”", '// "quoted" "text"\n'],
  ['a\u0000b\tc', '// a b c\n'],
  [`${LONG} - dash`, `// ${'word '.repeat(19).trim()}\n// ${'word '.repeat(11)}- dash\n`],
])('writes %j', (text, comment) => {
  expect(goComment(text, 0)).toBe(comment);
});

it('indents', () => {
  expect(goComment('a\n\nb', 1)).toBe('\t// a\n\t//\n\t// b\n');
});
