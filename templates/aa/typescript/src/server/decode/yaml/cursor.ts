import type { JsonValue } from '../../api/json.ts';

/** A place in a YAML text that moves on as it is read, and the anchors that were passed. */
export type Cursor = {
  readonly text: string;
  at: number;
  readonly anchors: Map<string, JsonValue>;
  /** How much more aliases may repeat: a few lines could otherwise stand for gigabytes. */
  repeats: number;
  depth: number;
  /** A sentence for each key that a mapping has twice. */
  readonly duplicate: string[];
};

/** A text that is no YAML, or more than is read of it. */
export class YamlError extends Error {
  override name = 'YamlError';
}

/** Values that aliases may repeat altogether. */
const mostRepeats = 10_000;
/** Collections in collections; Node's stack takes more. */
const deepest = 500;

/** A cursor at the beginning; without the byte order mark. */
export const cursorAt = (text: string): Cursor => ({
  text: text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n'),
  at: 0,
  anchors: new Map(),
  repeats: mostRepeats,
  depth: 0,
  duplicate: [],
});

/** The line of the cursor, counted from 1. */
export const lineOf = ({ text, at }: Pick<Cursor, 'text' | 'at'>): string =>
  `line ${text.slice(0, at).split('\n').length}`;

/** The error that a text is no YAML at the cursor, with the line, counted from 1. */
export const yamlError = ({ text, at }: Cursor, problem: string): YamlError =>
  new YamlError(`${lineOf({ text, at })}: ${problem}`);

/** How far the cursor is from the beginning of its line. */
export const columnOf = ({ text, at }: Cursor): number => at - (text.lastIndexOf('\n', at - 1) + 1);

/** The characters from the cursor on. */
export const peek = ({ text, at }: Cursor, length = 1): string => text.slice(at, at + length);

/** What a sticky pattern finds at the cursor, without a look at the text before or a copy of what is behind. */
export const matchAt = ({ text, at }: Cursor, pattern: RegExp): RegExpExecArray | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
};

/** The rest of the line at the cursor. */
export const restOfLine = ({ text, at }: Cursor): string => {
  const end = text.indexOf('\n', at);
  return text.slice(at, end === -1 ? undefined : end);
};

/** Whether the cursor is at the end of the text or of a line. */
export const isAtLineEnd = (cursor: Cursor): boolean => ['', '\n'].includes(peek(cursor));

/** Whether what follows the character at the cursor ends a word: blank, line end or text end. */
export const isIndicator = ({ text, at }: Cursor): boolean => /^[ \t\n]?$/.test(text.slice(at + 1, at + 2));

/** Whether a line that begins or ends a document begins at the cursor. */
export const isDocumentMark = (cursor: Cursor): boolean =>
  columnOf(cursor) === 0 && /^(---|\.\.\.)([ \t\n]|$)/.test(peek(cursor, 4));

/** Moves over blanks within a line. */
export const skipBlanks = (cursor: Cursor): void => {
  while (peek(cursor) === ' ' || peek(cursor) === '\t') cursor.at += 1;
};

/** Moves over blanks, comments and line ends to the next token. */
export const skipToToken = (cursor: Cursor): void => {
  for (;;) {
    skipBlanks(cursor);
    const isComment = peek(cursor) === '#' && /^[ \t\n]?$/.test(cursor.text.slice(cursor.at - 1, cursor.at));
    if (isComment || (peek(cursor) === '#' && cursor.at === 0)) skipLine(cursor);
    if (peek(cursor) !== '\n') return;
    cursor.at += 1;
  }
};

/** Moves to the end of the line. */
export const skipLine = (cursor: Cursor): void => {
  cursor.at += restOfLine(cursor).length;
};

/** Reads a collection one level deeper. */
export const deeper = <T>(cursor: Cursor, read: () => T): T => {
  cursor.depth += 1;
  if (cursor.depth > deepest) throw yamlError(cursor, `collections are nested more than ${deepest} deep`);
  const value = read();
  cursor.depth -= 1;
  return value;
};
