import { type Cursor, matchAt, peek, restOfLine, skipLine, yamlError } from './cursor.ts';

/** Reads a literal (`|`) or folded (`>`) scalar at the cursor; its lines are indented by more than `parent`. */
export const readBlockScalar = (cursor: Cursor, parent: number): string => {
  const [header = '', style = '', indicators = ''] =
    matchAt(cursor, /([|>])([-+1-9]{0,2})[ \t]*(#.*)?(?=\n|$)/y) ?? [];
  if (header === '') throw yamlError(cursor, 'the header of a block scalar is not understood');
  skipLine(cursor);
  cursor.at += peek(cursor) === '\n' ? 1 : 0;
  const digit = /[1-9]/.exec(indicators)?.[0];
  const lines = linesOf(
    cursor,
    parent,
    digit === undefined ? undefined : Math.max(parent, 0) + Number(digit),
  );
  return chomped(style === '|' ? lines.join('\n') : folded(lines), lines, indicators);
};

/** The lines without their indentation; the first that is not blank sets it where nothing else does. */
const linesOf = (cursor: Cursor, parent: number, given: number | undefined): readonly string[] => {
  const lines: string[] = [];
  let indent = given;
  while (cursor.at < cursor.text.length) {
    const line = restOfLine(cursor);
    const isBlank = /^ *$/.test(line);
    if (!isBlank) indent ??= Math.max(leadingBlanks(line), parent + 1);
    if (!isBlank && leadingBlanks(line) < (indent ?? 0)) break;
    lines.push(isBlank ? line.slice(indent ?? line.length) : line.slice(indent));
    cursor.at = Math.min(cursor.at + line.length + 1, cursor.text.length);
  }
  return lines;
};

const leadingBlanks = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;

/** Lines join with a blank; empty ones, and those that are indented more, keep their line ends. */
const folded = (lines: readonly string[]): string => {
  const full = lines.flatMap((line, index) => (line === '' ? [] : [{ line, index }]));
  const last = full.at(-1)?.index ?? -1;
  const parts = full.map(({ line, index }, place) => glueBefore(line, index, full[place - 1]) + line);
  return parts.join('') + '\n'.repeat(lines.length - 1 - last);
};

type Line = { readonly line: string; readonly index: number };

const glueBefore = (line: string, index: number, previous: Line | undefined): string => {
  if (previous === undefined) return '\n'.repeat(index);
  const empty = index - previous.index - 1;
  if (isIndented(line) || isIndented(previous.line)) return '\n'.repeat(empty + 1);
  return empty === 0 ? ' ' : '\n'.repeat(empty);
};

const isIndented = (line: string): boolean => /^[ \t]/.test(line);

/** `-` drops the line ends at the end, `+` keeps them all, neither keeps one. */
const chomped = (text: string, lines: readonly string[], indicators: string): string => {
  const content = text.replace(/\n+$/, '');
  if (indicators.includes('-')) return content;
  const blank = lines.length - lines.findLastIndex((line) => line !== '') - 1;
  if (indicators.includes('+'))
    return lines.length === 0 ? '' : content + '\n'.repeat(blank + (content === '' ? 0 : 1));
  return content === '' ? '' : `${content}\n`;
};
