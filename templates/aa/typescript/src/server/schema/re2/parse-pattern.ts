import { negationOf, single } from './char-class.ts';
import { asFlagged } from './fold-case.ts';
import { parseBracketClass } from './parse-bracket-class.ts';
import { parseCharEscape, parseClassEscape } from './parse-escape.ts';
import { parseGroupOpening } from './parse-group-opening.ts';
import { parseRepetition } from './parse-repetition.ts';
import type { Assertion, PatternNode } from './pattern-node.ts';
import { accept, type PatternReader, PatternSyntaxError, peek, readerOf, take } from './pattern-reader.ts';
import { repeatsWithin } from './repeats-within.ts';

const assertionEscapes: Readonly<Record<string, Assertion>> = {
  A: 'textStart',
  b: 'wordBoundary',
  B: 'notWordBoundary',
  z: 'textEnd',
};

/** RE2 compiles at most this many copies of a counted repetition, nested counts multiplied. */
const maxRepeat = 1000;

/**
 * Parses a pattern as the API server does: by the syntax of RE2 in Go's regexp package.
 *
 * @returns the tree, or the sentence that the server would refuse the pattern with (without its
 *   `error parsing regexp: `)
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function parsePattern(pattern: string): PatternNode | { readonly problem: string } {
  const reader = readerOf(pattern);
  try {
    const node = parseChoice(reader, 0);
    if (peek(reader) === ')') throw new PatternSyntaxError('unexpected )', pattern);
    return repeatsWithin(node, maxRepeat) ? node : { problem: `invalid repeat count: \`${pattern}\`` };
  } catch (error) {
    if (error instanceof PatternSyntaxError) return { problem: error.message };
    throw error;
  }
}

function parseChoice(reader: PatternReader, depth: number): PatternNode {
  if (depth > maxRepeat) throw new PatternSyntaxError('expression nests too deeply', reader.chars.join(''));
  const nodes = [parseSequence(reader, depth)];
  while (accept(reader, '|')) {
    nodes.push(parseSequence(reader, depth));
  }
  const [only] = nodes;
  return nodes.length === 1 && only !== undefined ? only : { kind: 'choice', nodes };
}

function parseSequence(reader: PatternReader, depth: number): PatternNode {
  const nodes: PatternNode[] = [];
  while (peek(reader) !== '' && peek(reader) !== '|' && peek(reader) !== ')') {
    const last = nodes.at(-1);
    const repetition = parseRepetition(reader, last !== undefined);
    if (last !== undefined && repetition !== undefined) {
      // Flags in between change nothing: `a(?i)*` repeats the a.
      nodes.splice(-1, 1, { kind: 'repeat', node: last, ...repetition });
    } else if (accept(reader, '\\Q')) {
      nodes.push(...parseQuoted(reader));
    } else {
      nodes.push(...parseAtom(reader, depth));
    }
  }
  return { kind: 'sequence', nodes };
}

function parseQuoted(reader: PatternReader): readonly PatternNode[] {
  const nodes: PatternNode[] = [];
  while (peek(reader) !== '' && !accept(reader, '\\E')) {
    nodes.push(literal(reader, take(reader).codePointAt(0) ?? 0));
  }
  return nodes;
}

/** @returns one node, or none for what only sets flags */
function parseAtom(reader: PatternReader, depth: number): readonly PatternNode[] {
  switch (peek(reader)) {
    case '(':
      return parseGroup(reader, depth);
    case '[':
      return [{ kind: 'chars', chars: parseBracketClass(reader) }];
    case '\\':
      return [parseEscape(reader)];
    default:
      return [parseChar(reader)];
  }
}

function parseGroup(reader: PatternReader, depth: number): readonly PatternNode[] {
  const outer = reader.flags;
  const opening = parseGroupOpening(reader);
  if (opening === 'flags') return [];
  const node = parseChoice(reader, depth + 1);
  if (!accept(reader, ')')) throw new PatternSyntaxError('missing closing )', reader.chars.join(''));
  reader.flags = outer;
  return [node];
}

function parseEscape(reader: PatternReader): PatternNode {
  const letter = peek(reader, 2).slice(1);
  const assertion = Object.hasOwn(assertionEscapes, letter) ? assertionEscapes[letter] : undefined;
  if (assertion !== undefined) {
    reader.position += 2;
    return { kind: 'assertion', assertion };
  }
  const chars = parseClassEscape(reader);
  return chars === undefined ? literal(reader, parseCharEscape(reader)) : { kind: 'chars', chars };
}

function parseChar(reader: PatternReader): PatternNode {
  const { multiLine, dotAll } = reader.flags;
  const char = take(reader);
  switch (char) {
    case '^':
      return { kind: 'assertion', assertion: multiLine ? 'lineStart' : 'textStart' };
    case '$':
      return { kind: 'assertion', assertion: multiLine ? 'lineEnd' : 'textEnd' };
    case '.':
      return { kind: 'chars', chars: negationOf(dotAll ? [] : single(0x0a)) };
    default:
      return literal(reader, char.codePointAt(0) ?? 0);
  }
}

function literal(reader: PatternReader, codePoint: number): PatternNode {
  return { kind: 'chars', chars: asFlagged(reader, single(codePoint), false) };
}
