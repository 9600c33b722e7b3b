import {
  type Cursor,
  columnOf,
  isDocumentMark,
  isIndicator,
  matchAt,
  peek,
  restOfLine,
  yamlError,
} from './cursor.ts';

/** What no plain scalar begins with. */
const indicators = new Set([...',[]{}#&*!|>\'"%@`']);

/** Where a plain scalar stands: in a flow collection, and the column that its further lines have to reach. */
export type PlainContext = { readonly isFlow: boolean; readonly indent: number; readonly isKey: boolean };

/** Reads a plain scalar at the cursor, over as many lines as it has; a key has one. */
export const readPlain = (cursor: Cursor, context: PlainContext): string => {
  const first = peek(cursor);
  const isSpecial = indicators.has(first) || (['-', '?', ':'].includes(first) && isIndicator(cursor));
  if (isSpecial) throw yamlError(cursor, `a value cannot begin with "${first}"`);
  let result = readLine(cursor, context);
  while (!context.isKey) {
    const start = cursor.at;
    const breaks = nextLine(cursor, context);
    if (breaks === 0) {
      cursor.at = start;
      return result;
    }
    const glue = breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
    result += glue + readLine(cursor, context);
  }
  return result;
};

/** Reads to the end of the line, to a comment, or to what ends a scalar. */
const readLine = (cursor: Cursor, { isFlow }: PlainContext): string => {
  const start = cursor.at;
  while (!isEnd(cursor, isFlow)) cursor.at += 1;
  const text = cursor.text.slice(start, cursor.at);
  const trimmed = text.replace(/[ \t]+$/, '');
  cursor.at = start + trimmed.length;
  return trimmed;
};

const isEnd = (cursor: Cursor, isFlow: boolean): boolean => {
  const char = peek(cursor);
  if (char === '' || char === '\n') return true;
  if (char === ':')
    return isIndicator(cursor) || (isFlow && /[,[\]{}]/.test(cursor.text[cursor.at + 1] ?? ''));
  if (char === '#') return /[ \t]/.test(cursor.text[cursor.at - 1] ?? '');
  return isFlow && /[,[\]{}]/.test(char);
};

/** Moves to the scalar's next line. @returns how many line ends were passed; 0 where it does not go on */
const nextLine = (cursor: Cursor, { isFlow, indent }: PlainContext): number => {
  const [gap = ''] = matchAt(cursor, /[ \t]*(\n[ \t]*)+/y) ?? [];
  cursor.at += gap.length;
  if (gap === '' || isDocumentMark(cursor) || peek(cursor) === '#' || peek(cursor) === '') return 0;
  if (isFlow ? isEnd(cursor, true) : columnOf(cursor) < indent) return 0;
  if (!isFlow && isKeyAhead(cursor)) throw yamlError(cursor, 'a mapping is not allowed in this place');
  return gap.split('\n').length - 1;
};

const isKeyAhead = (cursor: Cursor): boolean =>
  /:([ \t]|$)/.test(restOfLine(cursor).replace(/[ \t]#.*$/, ''));
