import type { PatternProgram } from './pattern-program.ts';
import { advance, holds, isWordChar, reachable } from './run-program.ts';

/** All steps that a program may be at between two characters, and where the next character leads. */
type Position = {
  readonly steps: ReadonlySet<number>;
  /** Stands for the character before: what decides about `^`, `$` and `\b` is the same for all of its sort. */
  readonly before: number | undefined;
  /** By code point; filled in as texts come by. */
  readonly next: Map<number, Position>;
  matchesAtEnd: boolean | undefined;
};

/** The positions of a program that texts have led to, so that a character costs one look-up from then on. */
type Known = { positions: Map<string, Position>; size: number };

/** In steps and look-ups; what is known is forgotten at this size, so that hostile texts cannot fill the memory. */
const largestKnown = 500_000;

const knownOf = new WeakMap<PatternProgram, Known>();

/**
 * Whether a pattern is found anywhere in a text, in time linear in its length, whatever the pattern.
 *
 * @returns what Go's `regexp.MatchString` says
 */
export function matches(program: PatternProgram, text: string): boolean {
  const known = knownOf.get(program) ?? { positions: new Map(), size: 0 };
  knownOf.set(program, known);
  let position = positionAt(known, new Set([program.start]), undefined);
  for (const char of text) {
    const codePoint = char.codePointAt(0) ?? 0;
    position = position.next.get(codePoint) ?? follow(program, known, { position, codePoint });
  }
  position.matchesAtEnd ??= reachesMatch(program, position);
  return position.matchesAtEnd;
}

function follow(
  program: PatternProgram,
  known: Known,
  { position, codePoint }: { readonly position: Position; readonly codePoint: number },
): Position {
  if (known.size >= largestKnown) {
    known.positions = new Map();
    known.size = 0;
    position.next.clear();
  }
  const at = { before: position.before, after: codePoint };
  const waiting = reachable(program, position.steps, (assertion) => holds(assertion, at));
  const next = positionAt(known, advance(program, waiting, codePoint), codePoint);
  position.next.set(codePoint, next);
  known.size += 1;
  return next;
}

/** @returns the one position of these steps and this sort of character before them */
function positionAt(known: Known, steps: ReadonlySet<number>, codePoint: number | undefined): Position {
  const before = sortOf(codePoint);
  const key = `${before} ${[...steps].sort((a, b) => a - b).join()}`;
  const found = known.positions.get(key);
  if (found !== undefined) return found;
  const position: Position = { steps, before, next: new Map(), matchesAtEnd: undefined };
  known.positions.set(key, position);
  known.size += steps.size;
  return position;
}

/** @returns a code point that stands for all that assertions do not tell apart: letters, line breaks, the rest */
function sortOf(codePoint: number | undefined): number | undefined {
  if (codePoint === undefined || codePoint === 0x0a) return codePoint;
  return isWordChar(codePoint) ? 0x61 : 0x20;
}

function reachesMatch(program: PatternProgram, { steps, before }: Position): boolean {
  return reachable(program, steps, (assertion) => holds(assertion, { before, after: undefined })).has(0);
}
