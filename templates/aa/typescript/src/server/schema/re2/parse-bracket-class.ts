import { type CharClass, negationOf, unionOf } from './char-class.ts';
import { asFlagged } from './fold-case.ts';
import { posixClass } from './named-classes.ts';
import { parseCharEscape, parseClassEscape } from './parse-escape.ts';
import { accept, type PatternReader, PatternSyntaxError, peek, rest, since, take } from './pattern-reader.ts';

/**
 * Reads `[…]`, whose opening bracket comes next. A hyphen that makes no range stands for itself anywhere, as in Perl.
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
    chars = unionOf(chars, parseMember(reader));
  }
  reader.position += 1;
  return negated ? negationOf(chars) : chars;
}

function parseMember(reader: PatternReader): CharClass {
  const start = reader.position;
  const named = parsePosixName(reader) ?? (peek(reader) === '\\' ? parseClassEscape(reader) : undefined);
  if (named !== undefined) return named;
  const low = parseMemberChar(reader);
  const isRange = peek(reader) === '-' && peek(reader, 2) !== '-]' && peek(reader, 2) !== '-';
  reader.position += isRange ? 1 : 0;
  const high = isRange ? parseMemberChar(reader) : low;
  if (high < low) throw new PatternSyntaxError('invalid character class range', since(reader, start));
  return asFlagged(reader, [[low, high]], false);
}

function parsePosixName(reader: PatternReader): CharClass | undefined {
  const name = /^\[:(.*?):\]/su.exec(rest(reader));
  if (name === null) return undefined;
  const bare = name[1]?.replace(/^\^/u, '') ?? '';
  const chars = posixClass(bare);
  if (chars === undefined) throw new PatternSyntaxError('invalid character class range', name[0]);
  reader.position += [...name[0]].length;
  return asFlagged(reader, chars, bare !== name[1]);
}

function parseMemberChar(reader: PatternReader): number {
  return peek(reader) === '\\' ? parseCharEscape(reader) : (take(reader).codePointAt(0) ?? 0);
}
