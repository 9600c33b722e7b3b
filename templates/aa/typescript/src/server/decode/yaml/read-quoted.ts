import { type Cursor, matchAt, peek, yamlError } from './cursor.ts';

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

/** Digits of an escape by its letter. */
const codes: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads a quoted scalar at the cursor, in the quotes that it begins with; line ends in it fold to blanks. */
export const readQuoted = (cursor: Cursor): string => {
  const quote = peek(cursor);
  const start = cursor.at;
  cursor.at += 1;
  let result = '';
  for (;;) {
    if (peek(cursor) === '') {
      cursor.at = start;
      throw yamlError(cursor, 'a quoted text does not end');
    }
    if (peek(cursor) === '\n') result = result.replace(/[ \t]+$/, '') + foldedBreak(cursor);
    else if (endsAt(cursor, quote)) return result;
    else result += nextCharacter(cursor, quote);
  }
};

/** Moves over the closing quote; two single ones stand for one. */
const endsAt = (cursor: Cursor, quote: string): boolean => {
  if (peek(cursor) !== quote || peek(cursor, 2) === "''") return false;
  cursor.at += 1;
  return true;
};

const nextCharacter = (cursor: Cursor, quote: string): string => {
  const char = peek(cursor);
  cursor.at += char === quote ? 2 : 1;
  return char === '\\' && quote === '"' ? escaped(cursor) : char;
};

/** One line end is a blank, more are one less. */
const foldedBreak = (cursor: Cursor): string => {
  const [breaks = ''] = matchAt(cursor, /(\n[ \t]*)+/y) ?? [];
  cursor.at += breaks.length;
  const count = breaks.split('\n').length - 1;
  return count === 1 ? ' ' : '\n'.repeat(count - 1);
};

const escaped = (cursor: Cursor): string => {
  const char = peek(cursor);
  cursor.at += 1;
  if (char === '\n') {
    const [blanks = ''] = matchAt(cursor, /[ \t]*/y) ?? [];
    cursor.at += blanks.length;
    return '';
  }
  const known = Object.hasOwn(escapes, char) ? escapes[char] : undefined;
  if (known !== undefined) return known;
  const length = Object.hasOwn(codes, char) ? (codes[char] ?? 0) : 0;
  const digits = peek(cursor, length);
  const code = Number.parseInt(digits, 16);
  if (length === 0 || !/^[0-9a-fA-F]+$/.test(digits) || digits.length < length || code > 0x10ffff) {
    throw yamlError(cursor, `"\\${char}${digits}" is no escape`);
  }
  cursor.at += length;
  return String.fromCodePoint(code);
};
