import { type CharClass, foldCase, negationOf, unionOf } from './char-class.ts';
import { posixClass } from './named-classes.ts';
import { parseCharEscape, parseClassEscape } from './parse-escape.ts';
import { accept, type PatternReader, PatternSyntaxError, peek, rest, since, take } from './pattern-reader.ts';

/**
 * Reads `[…]`, whose opening bracket comes next.
 *
 * @returns its code points, with both cases under the flag i
 * @throws PatternSyntaxError when it is not closed or a range is upside down
 */
export function parseBracketClass(reader: PatternReader): CharClass {
  const start = reader.position;
  reader.position += 1;
  const negated = accept(reader, '^');
  let chars: CharClass = [];
  for (let first = true; first || peek(reader) !== ']'; first = false) {
    if (peek(reader) === '') {
      throw new PatternSyntaxError('missing closing ]', reader.chars.slice(start).join(''));
    }
    chars = unionOf(chars, parseMember(reader, first));
  }
  reader.position += 1;
  const folded = reader.flags.foldCase ? foldCase(chars) : chars;
  return negated ? negationOf(folded) : folded;
}

function parseMember(reader: PatternReader, first: boolean): CharClass {
  const start = reader.position;
  if (peek(reader) === '-' && !first && peek(reader, 2) !== '-]') {
    throw new PatternSyntaxError('invalid character class range', peek(reader, 2));
  }
  const named = parsePosixName(reader) ?? (peek(reader) === '\\' ? parseClassEscape(reader) : undefined);
  if (named !== undefined) return named;
  const low = parseMemberChar(reader);
  const isRange = peek(reader) === '-' && peek(reader, 2) !== '-]' && peek(reader, 2) !== '-';
  reader.position += isRange ? 1 : 0;
  const high = isRange ? parseMemberChar(reader) : low;
  if (high < low) throw new PatternSyntaxError('invalid character class range', since(reader, start));
  return [[low, high]];
}

function parsePosixName(reader: PatternReader): CharClass | undefined {
  const name = /^\[:(.*?):\]/su.exec(rest(reader));
  if (name === null) return undefined;
  const chars = posixClass(name[1] ?? '');
  if (chars === undefined) throw new PatternSyntaxError('invalid character class range', name[0]);
  reader.position += [...name[0]].length;
  return chars;
}

function parseMemberChar(reader: PatternReader): number {
  return peek(reader) === '\\' ? parseCharEscape(reader) : (take(reader).codePointAt(0) ?? 0);
}
