import type { CharClass } from './char-class.ts';
import { asFlagged } from './fold-case.ts';
import { perlClass } from './named-classes.ts';
import { accept, type PatternReader, PatternSyntaxError, peek, rest, since, take } from './pattern-reader.ts';
import { unicodeClass } from './unicode-class.ts';

const controlEscapes: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/**
 * Reads `\d`, `\p{Greek}` and the like, whose backslash comes next.
 *
 * @returns the class, or undefined (nothing read) where another escape comes next
 * @throws PatternSyntaxError for an unknown Unicode name
 */
export function parseClassEscape(reader: PatternReader): CharClass | undefined {
  const letter = peek(reader, 2).slice(1);
  const perl = perlClass(letter.toLowerCase());
  if (perl !== undefined) {
    reader.position += 2;
    return asFlagged(reader, perl, letter !== letter.toLowerCase());
  }
  return letter === 'p' || letter === 'P' ? parseUnicodeEscape(reader) : undefined;
}

function parseUnicodeEscape(reader: PatternReader): CharClass {
  const start = reader.position;
  reader.position += 1;
  const negated = take(reader) === 'P';
  const written = accept(reader, '{') ? takeUntilBrace(reader, start) : take(reader);
  const name = written.replace(/^\^/u, '');
  const chars = unicodeClass(name);
  if (chars === undefined) {
    throw new PatternSyntaxError('invalid character class range', since(reader, start));
  }
  return asFlagged(reader, chars, negated !== (name !== written));
}

function takeUntilBrace(reader: PatternReader, start: number): string {
  const begin = reader.position;
  const length = reader.chars.indexOf('}', begin) - begin;
  if (length < 0) {
    throw new PatternSyntaxError('invalid character class range', reader.chars.slice(start).join(''));
  }
  reader.position += length + 1;
  return reader.chars.slice(begin, begin + length).join('');
}

/**
 * Reads an escape that stands for one character, whose backslash comes next.
 *
 * @returns its code point
 * @throws PatternSyntaxError for what RE2 does not have, back-references among them
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function parseCharEscape(reader: PatternReader): number {
  const start = reader.position;
  reader.position += 1;
  const char = take(reader);
  if (char === '') throw new PatternSyntaxError('trailing backslash at end of expression', '');
  const value = escapedValue(reader, char);
  if (value === undefined || value > 0x10_ffff) {
    throw new PatternSyntaxError('invalid escape sequence', since(reader, start).replace(/\}$/u, ''));
  }
  return value;
}

function escapedValue(reader: PatternReader, char: string): number | undefined {
  if (Object.hasOwn(controlEscapes, char)) return controlEscapes[char];
  if (char === 'x') return hexValue(reader);
  if (/[0-7]/u.test(char)) return octalValue(reader, char);
  const codePoint = char.codePointAt(0) ?? 0;
  return codePoint < 0x80 && !/[0-9A-Za-z]/u.test(char) ? codePoint : undefined;
}

function hexValue(reader: PatternReader): number | undefined {
  const match = /^(?:\{([0-9A-Fa-f]{1,8})\}|([0-9A-Fa-f]{2}))/u.exec(rest(reader));
  const digits = match?.[1] ?? match?.[2];
  if (match === null || digits === undefined) return undefined;
  reader.position += match[0].length;
  return Number.parseInt(digits, 16);
}

/** `\1` to `\7` alone would be a back-reference, which RE2 does not have. */
function octalValue(reader: PatternReader, first: string): number | undefined {
  const more = /^[0-7]{0,2}/u.exec(rest(reader))?.[0] ?? '';
  if (first !== '0' && more === '') return undefined;
  reader.position += more.length;
  return Number.parseInt(first + more, 8);
}
